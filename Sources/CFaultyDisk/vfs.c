// SPDX-License-Identifier: Apache-2.0
#include "real_file.h"
#include "state.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

/// The VFS that was the default before.
static sqlite3_vfs *machine;

/// The disk that this thread used last, by its number: what SQLite asks without naming a file is asked of it.
static _Thread_local uint64_t last_disk;

static bool is_in_memory(const char *path) {
    return path && strncmp(path, FAULTY_DISK_ROOT, sizeof FAULTY_DISK_ROOT - 1) == 0;
}

static faulty_disk *disk_by_number(uint64_t number) {
    char path[64];
    snprintf(path, sizeof path, FAULTY_DISK_ROOT "%llu/", (unsigned long long)number);
    return number > 0 ? faulty_disk_of_path(path) : NULL;
}

static faulty_disk *disk(const char *path) {
    faulty_disk *found = faulty_disk_of_path(path);
    if (found) last_disk = found->number;
    return found;
}

static int open_file(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out) {
    (void)vfs;
    if (!is_in_memory(path)) {
        last_disk = 0;
        return real_file_open(machine, path, file, flags, out);
    }
    file->pMethods = NULL;
    faulty_disk *found = disk(path);
    return found ? memory_file_open(found, path, file, flags, out) : SQLITE_CANTOPEN;
}

static int delete_file(sqlite3_vfs *vfs, const char *path, int syncs_folder) {
    (void)vfs;
    if (!is_in_memory(path)) {
        int refusal = control_truncate(control_of_path(path));
        return refusal != SQLITE_OK ? refusal : machine->xDelete(machine, path, syncs_folder);
    }
    faulty_disk *found = disk(path);
    if (!found || found->is_off) return SQLITE_IOERR_DELETE;
    if (!names_find(&found->live, path)) return SQLITE_IOERR_DELETE_NOENT;
    if (call_unlink(found, path) != 0) return SQLITE_IOERR_DELETE;
    if (syncs_folder && call_folder_sync(found, path, names_folder_length(path)) != 0) return SQLITE_IOERR_DIR_FSYNC;
    return SQLITE_OK;
}

static int access_file(sqlite3_vfs *vfs, const char *path, int flags, int *is_there) {
    (void)vfs;
    if (!is_in_memory(path)) return machine->xAccess(machine, path, flags, is_there);
    faulty_disk *found = disk(path);
    if (!found || found->is_off) return SQLITE_IOERR_ACCESS;
    struct contents *contents = names_find(&found->live, path);
    // As the machine's: an empty journal does not exist.
    *is_there = contents && (flags != SQLITE_ACCESS_EXISTS || contents->live.size > 0);
    return SQLITE_OK;
}

static int full_path(sqlite3_vfs *vfs, const char *path, int capacity, char *out) {
    (void)vfs;
    if (!is_in_memory(path)) return machine->xFullPathname(machine, path, capacity, out);
    int needed = snprintf(out, (size_t)capacity, "%s", path);
    return needed >= 0 && needed < capacity ? SQLITE_OK : SQLITE_CANTOPEN;
}

static int randomness(sqlite3_vfs *vfs, int length, char *out) {
    (void)vfs;
    faulty_disk *found = disk_by_number(last_disk);
    if (!found) return machine->xRandomness(machine, length, out);
    faulty_disk_random_bytes(&found->randomness, out, (size_t)length);
    return length;
}

static int sleep_micros(sqlite3_vfs *vfs, int micros) {
    (void)vfs;
    faulty_disk *found = disk_by_number(last_disk);
    if (!found) return machine->xSleep(machine, micros);
    found->clock_ns += (uint64_t)micros * 1000;
    return micros;
}

/// Milliseconds of the Julian day. The disks begin with the year 2026.
static int time_int64(sqlite3_vfs *vfs, sqlite3_int64 *out) {
    (void)vfs;
    faulty_disk *found = disk_by_number(last_disk);
    if (!found) return machine->xCurrentTimeInt64(machine, out);
    *out = 212633985600000 + (sqlite3_int64)(found->clock_ns / 1000000);
    return SQLITE_OK;
}

static int time_double(sqlite3_vfs *vfs, double *out) {
    sqlite3_int64 milliseconds = 0;
    int result = time_int64(vfs, &milliseconds);
    *out = (double)milliseconds / 86400000.0;
    return result;
}

static int last_error(sqlite3_vfs *vfs, int length, char *out) {
    (void)vfs;
    return machine->xGetLastError(machine, length, out);
}

static void *dl_open(sqlite3_vfs *vfs, const char *path) {
    (void)vfs;
    return machine->xDlOpen(machine, path);
}

static void dl_error(sqlite3_vfs *vfs, int length, char *out) {
    (void)vfs;
    machine->xDlError(machine, length, out);
}

static void (*dl_sym(sqlite3_vfs *vfs, void *library, const char *symbol))(void) {
    (void)vfs;
    return machine->xDlSym(machine, library, symbol);
}

static void dl_close(sqlite3_vfs *vfs, void *library) {
    (void)vfs;
    machine->xDlClose(machine, library);
}

static sqlite3_vfs faulty = {
    .iVersion = 2,
    .zName = "cisterna-faulty-disk",
    .xOpen = open_file,
    .xDelete = delete_file,
    .xAccess = access_file,
    .xFullPathname = full_path,
    .xDlOpen = dl_open,
    .xDlError = dl_error,
    .xDlSym = dl_sym,
    .xDlClose = dl_close,
    .xRandomness = randomness,
    .xSleep = sleep_micros,
    .xCurrentTime = time_double,
    .xGetLastError = last_error,
    .xCurrentTimeInt64 = time_int64,
};

static pthread_once_t registration = PTHREAD_ONCE_INIT;
static int registered;

static void register_once(void) {
    registered = sqlite3_initialize();
    if (registered != SQLITE_OK) return;
    machine = sqlite3_vfs_find(NULL);
    size_t real = sizeof(struct real_file) + (size_t)machine->szOsFile, memory = memory_file_bytes();
    faulty.szOsFile = (int)(real > memory ? real : memory);
    faulty.mxPathname = machine->mxPathname;
    registered = sqlite3_vfs_register(&faulty, 1);
}

int faulty_disk_register(void) {
    pthread_once(&registration, register_once);
    return registered;
}
