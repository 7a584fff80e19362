// SPDX-License-Identifier: Apache-2.0
#include "state.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static pthread_mutex_t table_lock = PTHREAD_MUTEX_INITIALIZER;
static faulty_disk **table;
static size_t table_count, table_capacity;
static uint64_t next_number = 1;

void *faulty_disk_grow(void *array, size_t *capacity, size_t count, size_t element) {
    if (count < *capacity) return array;
    *capacity = *capacity > 0 ? *capacity * 2 : 16;
    void *grown = realloc(array, *capacity * element);
    if (!grown) abort();
    return grown;
}

faulty_disk *faulty_disk_create(struct faulty_disk_settings settings) {
    uint32_t sector = settings.sector_bytes;
    if (sector < 512 || sector > 65536 || (sector & (sector - 1)) != 0) return NULL;
    faulty_disk *disk = calloc(1, sizeof *disk);
    if (!disk) return NULL;
    disk->settings = settings;
    uint64_t seed = settings.seed;
    disk->fates = faulty_disk_random(&seed);
    disk->chances = faulty_disk_random(&seed);
    disk->randomness = faulty_disk_random(&seed);
    pthread_mutex_lock(&table_lock);
    disk->number = next_number++;
    table = faulty_disk_grow(table, &table_capacity, table_count, sizeof *table);
    table[table_count++] = disk;
    pthread_mutex_unlock(&table_lock);
    // What SQLite drew before came from somewhere else.
    sqlite3_randomness(0, NULL);
    return disk;
}

/// Once it is destroyed and its last file is closed.
void faulty_disk_release(faulty_disk *disk) {
    if (!disk->is_destroyed || disk->open_files > 0) return;
    for (size_t index = 0; index < disk->name_change_count; index++)
        contents_drop(disk->name_changes[index].contents);
    names_clear(&disk->live);
    names_clear(&disk->durable);
    names_clear(&disk->locked);
    free(disk->name_changes);
    free(disk->live.all);
    free(disk->durable.all);
    free(disk->locked.all);
    free(disk);
}

void faulty_disk_destroy(faulty_disk *disk) {
    pthread_mutex_lock(&table_lock);
    for (size_t index = 0; index < table_count; index++) {
        if (table[index] != disk) continue;
        table[index] = table[--table_count];
        break;
    }
    pthread_mutex_unlock(&table_lock);
    disk->is_destroyed = true;
    faulty_disk_release(disk);
}

faulty_disk *faulty_disk_of_path(const char *path) {
    if (!path || strncmp(path, FAULTY_DISK_ROOT, sizeof FAULTY_DISK_ROOT - 1) != 0) return NULL;
    uint64_t number = strtoull(path + sizeof FAULTY_DISK_ROOT - 1, NULL, 10);
    faulty_disk *found = NULL;
    pthread_mutex_lock(&table_lock);
    for (size_t index = 0; index < table_count; index++)
        if (table[index]->number == number) found = table[index];
    pthread_mutex_unlock(&table_lock);
    return found;
}

uint64_t faulty_disk_number(const faulty_disk *disk) { return disk->number; }
uint64_t faulty_disk_clock(const faulty_disk *disk) { return disk->clock_ns; }
uint64_t faulty_disk_operations(const faulty_disk *disk) { return disk->operations; }
uint64_t faulty_disk_trace(const faulty_disk *disk) { return disk->trace; }
bool faulty_disk_is_off(const faulty_disk *disk) { return disk->is_off; }
void faulty_disk_clear_faults(faulty_disk *disk) { disk->fault_count = 0; }
struct faulty_disk_counts faulty_disk_counts(const faulty_disk *disk) { return disk->counts; }

void faulty_disk_trace_add(faulty_disk *disk, uint64_t value) {
    uint64_t mixed = disk->trace ^ value;
    disk->trace = faulty_disk_random(&mixed);
}

bool faulty_disk_add_fault(faulty_disk *disk, struct faulty_disk_fault fault) {
    if (disk->fault_count == max_faults) return false;
    disk->faults[disk->fault_count++] = (struct fault_state){.fault = fault};
    return true;
}

void faulty_disk_on_elapsed(faulty_disk *disk, void (*elapsed)(void *, uint64_t), void *context) {
    disk->elapsed = elapsed;
    disk->elapsed_context = context;
}

void faulty_disk_cut_at(faulty_disk *disk, uint64_t operation) { disk->cut_at = operation; }

void faulty_disk_cut_in_write(faulty_disk *disk, uint64_t nth, uint64_t bytes) {
    disk->cut_write = nth;
    disk->cut_bytes = bytes;
}

void faulty_disk_cut(faulty_disk *disk) { disk->is_off = true; }

static void inherit(struct contents **contents) {
    struct contents *heir = contents_hold(contents_inherit(*contents));
    contents_drop(*contents);
    *contents = heir;
}

/// Contents with several names have one heir: they are there until the last name has found it.
void faulty_disk_kill(faulty_disk *disk) {
    disk->generation += 1;
    names_clear(&disk->locked);
    for (size_t index = 0; index < disk->live.count; index++) inherit(&disk->live.all[index].contents);
    for (size_t index = 0; index < disk->durable.count; index++) inherit(&disk->durable.all[index].contents);
    for (size_t index = 0; index < disk->name_change_count; index++) inherit(&disk->name_changes[index].contents);
}

/// Contents that are under a durable name come back as files of their own: whoever has the old ones open keeps those.
void faulty_disk_power_cycle(faulty_disk *disk) {
    disk->is_off = false;
    disk->cut_at = disk->cut_write = 0;
    disk->generation += 1;
    disk->counts.cuts += 1;
    faulty_disk_clear_faults(disk);
    disk_names_cut(disk);
    names_clear(&disk->live);
    names_clear(&disk->locked);
    for (size_t index = 0; index < disk->durable.count; index++) {
        struct name *name = &disk->durable.all[index];
        contents_cut(disk, name->contents);
        struct contents *revived = contents_make();
        bytes_resize(&revived->live, name->contents->durable.size);
        bytes_resize(&revived->durable, name->contents->durable.size);
        if (revived->live.size > 0) {
            memcpy(revived->live.data, name->contents->durable.data, revived->live.size);
            memcpy(revived->durable.data, name->contents->durable.data, revived->live.size);
        }
        contents_drop(name->contents);
        name->contents = revived;
        names_set(&disk->live, name->path, revived);
    }
}

static enum verdict verdict_of(enum faulty_disk_failure failure) {
    switch (failure) {
    case faulty_disk_full: return fails_full;
    case faulty_disk_read_only: return fails_read_only;
    case faulty_disk_short: return fails_short;
    case faulty_disk_lie: return lies;
    default: return fails_io;
    }
}

static bool knows(enum faulty_disk_call call, enum faulty_disk_failure failure) {
    if (failure == faulty_disk_short) return call == faulty_disk_write;
    if (failure == faulty_disk_lie) return call == faulty_disk_sync || call == faulty_disk_sync_folder;
    return true;
}

static void count(faulty_disk *disk, enum verdict verdict) {
    switch (verdict) {
    case fails_io: disk->counts.io_errors += 1; break;
    case fails_full: disk->counts.full += 1; break;
    case fails_read_only: disk->counts.read_only += 1; break;
    case fails_short: disk->counts.short_writes += 1; break;
    case lies: disk->counts.lies += 1; break;
    default: break;
    }
}

static void take_time(faulty_disk *disk, uint64_t ns) {
    disk->counts.slow += 1;
    disk->clock_ns += ns;
    if (disk->elapsed) disk->elapsed(disk->elapsed_context, ns);
}

static enum verdict befall(faulty_disk *disk, enum faulty_disk_call call) {
    enum verdict verdict = goes_well;
    for (size_t index = 0; index < disk->fault_count; index++) {
        struct fault_state *state = &disk->faults[index];
        const struct faulty_disk_fault *fault = &state->fault;
        bool is_due = (fault->calls & call) != 0 && knows(call, fault->failure)
            && disk->operations >= fault->first_operation
            && (fault->last_operation == 0 || disk->operations <= fault->last_operation)
            && (fault->most == 0 || state->befallen < fault->most);
        if (!is_due || faulty_disk_below(&disk->chances, 65536) >= fault->probability) continue;
        state->befallen += 1;
        if (fault->failure == faulty_disk_slow) take_time(disk, fault->slow_ns);
        else verdict = verdict_of(fault->failure);
    }
    return verdict;
}

enum verdict faulty_disk_begin(faulty_disk *disk, enum faulty_disk_call call, uint64_t offset, uint64_t length) {
    if (disk->is_off) return is_off;
    if (call != faulty_disk_read && call != faulty_disk_open) {
        disk->operations += 1;
        faulty_disk_trace_add(disk, call);
        faulty_disk_trace_add(disk, offset);
        faulty_disk_trace_add(disk, length);
        if (disk->cut_at != 0 && disk->operations >= disk->cut_at) {
            disk->is_off = true;
            return goes_off;
        }
    }
    enum verdict verdict = befall(disk, call);
    // The world may have cut the power while the call took its time.
    if (disk->is_off) return is_off;
    count(disk, verdict);
    return verdict;
}
