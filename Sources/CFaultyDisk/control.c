// SPDX-License-Identifier: Apache-2.0
#include "real_file.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { switch_count = 6, counter_count = 5, most_controls = 64 };

/// "CstFault", and the layout's version.
static const uint64_t magic = 0x4373744661756C74u + 1;

/// What the processes share.
struct block {
    _Atomic uint64_t magic;
    _Atomic uint32_t switches[switch_count];
    _Atomic uint64_t counters[counter_count];
};

struct faulty_disk_control {
    struct block *block;
    char prefix[256];
};

static pthread_mutex_t table_lock = PTHREAD_MUTEX_INITIALIZER;
static faulty_disk_control *table[most_controls];

static struct block *map(const char *path, int *error) {
    int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        *error = errno;
        return NULL;
    }
    struct stat status;
    struct block *block = MAP_FAILED;
    bool fits = fstat(descriptor, &status) == 0 && (status.st_size == 0 || status.st_size == sizeof *block);
    if (!fits) errno = EINVAL;
    if (fits && ftruncate(descriptor, sizeof *block) == 0)
        block = mmap(NULL, sizeof *block, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    *error = block == MAP_FAILED ? errno : 0;
    close(descriptor);
    if (block == MAP_FAILED) return NULL;
    uint64_t none = 0;
    if (!atomic_compare_exchange_strong(&block->magic, &none, magic) && none != magic) {
        munmap(block, sizeof *block);
        *error = EINVAL;
        return NULL;
    }
    return block;
}

faulty_disk_control *faulty_disk_control_map(const char *path, const char *prefix, int *error) {
    faulty_disk_control *control = calloc(1, sizeof *control);
    if (!control || strlen(prefix) >= sizeof control->prefix) {
        *error = control ? ENAMETOOLONG : ENOMEM;
        free(control);
        return NULL;
    }
    strcpy(control->prefix, prefix);
    control->block = map(path, error);
    if (!control->block) {
        free(control);
        return NULL;
    }
    bool has_place = false;
    pthread_mutex_lock(&table_lock);
    for (int index = 0; index < most_controls && !has_place; index++) {
        has_place = table[index] == NULL;
        if (has_place) table[index] = control;
    }
    pthread_mutex_unlock(&table_lock);
    if (has_place) return control;
    munmap(control->block, sizeof *control->block);
    free(control);
    *error = ENOSPC;
    return NULL;
}

void faulty_disk_control_detach(faulty_disk_control *control) {
    pthread_mutex_lock(&table_lock);
    for (int index = 0; index < most_controls; index++)
        if (table[index] == control) table[index] = NULL;
    pthread_mutex_unlock(&table_lock);
}

faulty_disk_control *control_of_path(const char *path) {
    faulty_disk_control *found = NULL;
    if (!path) return NULL;
    pthread_mutex_lock(&table_lock);
    for (int index = 0; index < most_controls; index++) {
        faulty_disk_control *control = table[index];
        if (control && strncmp(path, control->prefix, strlen(control->prefix)) == 0) found = control;
    }
    pthread_mutex_unlock(&table_lock);
    return found;
}

void faulty_disk_control_set(faulty_disk_control *control, enum faulty_disk_switch which, uint32_t value) {
    atomic_store(&control->block->switches[which], value);
}

uint32_t faulty_disk_control_get(const faulty_disk_control *control, enum faulty_disk_switch which) {
    return atomic_load(&control->block->switches[which]);
}

uint64_t faulty_disk_control_count(const faulty_disk_control *control, enum faulty_disk_counter which) {
    return atomic_load(&control->block->counters[which]);
}

static void count(faulty_disk_control *control, enum faulty_disk_counter which, uint64_t many) {
    atomic_fetch_add(&control->block->counters[which], many);
}

static int fail(faulty_disk_control *control, int code) {
    count(control, faulty_disk_counter_failures, 1);
    return code;
}

int control_read(faulty_disk_control *control) {
    if (!control) return SQLITE_OK;
    count(control, faulty_disk_counter_reads, 1);
    bool fails = faulty_disk_control_get(control, faulty_disk_switch_fail_reads) != 0;
    return fails ? fail(control, SQLITE_IOERR_READ) : SQLITE_OK;
}

/// What stands before any change of a file.
static int refuse_change(faulty_disk_control *control, int io_error) {
    if (faulty_disk_control_get(control, faulty_disk_switch_read_only) != 0) return fail(control, SQLITE_READONLY);
    if (faulty_disk_control_get(control, faulty_disk_switch_fail_writes) != 0) return fail(control, io_error);
    return SQLITE_OK;
}

int control_write(faulty_disk_control *control, uint64_t bytes) {
    if (!control) return SQLITE_OK;
    count(control, faulty_disk_counter_writes, 1);
    int refusal = refuse_change(control, SQLITE_IOERR_WRITE);
    if (refusal != SQLITE_OK) return refusal;
    if (faulty_disk_control_get(control, faulty_disk_switch_full) != 0) return fail(control, SQLITE_FULL);
    count(control, faulty_disk_counter_bytes_written, bytes);
    return SQLITE_OK;
}

int control_truncate(faulty_disk_control *control) {
    return control ? refuse_change(control, SQLITE_IOERR_TRUNCATE) : SQLITE_OK;
}

int control_sync(faulty_disk_control *control) {
    if (!control) return SQLITE_OK;
    count(control, faulty_disk_counter_syncs, 1);
    uint32_t ms = faulty_disk_control_get(control, faulty_disk_switch_slow_sync_ms);
    struct timespec left = {.tv_sec = ms / 1000, .tv_nsec = (long)(ms % 1000) * 1000000};
    while (ms > 0 && nanosleep(&left, &left) != 0 && errno == EINTR) continue;
    bool fails = faulty_disk_control_get(control, faulty_disk_switch_fail_syncs) != 0;
    return fails ? fail(control, SQLITE_IOERR_FSYNC) : SQLITE_OK;
}
