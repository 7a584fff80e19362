// SPDX-License-Identifier: Apache-2.0
#include "real_file.h"

#include <string.h>

static sqlite3_file *machine_file(sqlite3_file *file) { return ((struct real_file *)file)->real; }

static faulty_disk_control *control_of(sqlite3_file *file) { return ((struct real_file *)file)->control; }

static int close_file(sqlite3_file *file) {
    sqlite3_file *real = machine_file(file);
    return real->pMethods->xClose(real);
}

static int read_file(sqlite3_file *file, void *bytes, int length, sqlite3_int64 offset) {
    int refusal = control_read(control_of(file));
    sqlite3_file *real = machine_file(file);
    return refusal != SQLITE_OK ? refusal : real->pMethods->xRead(real, bytes, length, offset);
}

static int write_file(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset) {
    int refusal = control_write(control_of(file), (uint64_t)length);
    sqlite3_file *real = machine_file(file);
    return refusal != SQLITE_OK ? refusal : real->pMethods->xWrite(real, bytes, length, offset);
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size) {
    int refusal = control_truncate(control_of(file));
    sqlite3_file *real = machine_file(file);
    return refusal != SQLITE_OK ? refusal : real->pMethods->xTruncate(real, size);
}

static int sync_file(sqlite3_file *file, int flags) {
    int refusal = control_sync(control_of(file));
    sqlite3_file *real = machine_file(file);
    return refusal != SQLITE_OK ? refusal : real->pMethods->xSync(real, flags);
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
    sqlite3_file *real = machine_file(file);
    return real->pMethods->xFileSize(real, size);
}

static int lock_file(sqlite3_file *file, int level) {
    sqlite3_file *real = machine_file(file);
    return real->pMethods->xLock(real, level);
}

static int unlock_file(sqlite3_file *file, int level) {
    sqlite3_file *real = machine_file(file);
    return real->pMethods->xUnlock(real, level);
}

static int check_reserved(sqlite3_file *file, int *is_reserved) {
    sqlite3_file *real = machine_file(file);
    return real->pMethods->xCheckReservedLock(real, is_reserved);
}

static int file_control(sqlite3_file *file, int operation, void *argument) {
    sqlite3_file *real = machine_file(file);
    return real->pMethods->xFileControl(real, operation, argument);
}

static int sector_size(sqlite3_file *file) {
    sqlite3_file *real = machine_file(file);
    return real->pMethods->xSectorSize(real);
}

static int device_characteristics(sqlite3_file *file) {
    sqlite3_file *real = machine_file(file);
    return real->pMethods->xDeviceCharacteristics(real);
}

static int shm_map(sqlite3_file *file, int region, int bytes, int extends, void volatile **at) {
    sqlite3_file *real = machine_file(file);
    return real->pMethods->xShmMap(real, region, bytes, extends, at);
}

static int shm_lock(sqlite3_file *file, int offset, int count, int flags) {
    sqlite3_file *real = machine_file(file);
    return real->pMethods->xShmLock(real, offset, count, flags);
}

static void shm_barrier(sqlite3_file *file) {
    sqlite3_file *real = machine_file(file);
    real->pMethods->xShmBarrier(real);
}

static int shm_unmap(sqlite3_file *file, int deletes) {
    sqlite3_file *real = machine_file(file);
    return real->pMethods->xShmUnmap(real, deletes);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = file_size,
    .xLock = lock_file,
    .xUnlock = unlock_file,
    .xCheckReservedLock = check_reserved,
    .xFileControl = file_control,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = device_characteristics,
    .xShmMap = shm_map,
    .xShmLock = shm_lock,
    .xShmBarrier = shm_barrier,
    .xShmUnmap = shm_unmap,
};

/// A file that the machine's VFS gives without shared memory or mapping (version 1) would need methods of its own: it
/// gives none such.
int real_file_open(sqlite3_vfs *machine, const char *path, sqlite3_file *base, int flags, int *out) {
    struct real_file *file = (struct real_file *)base;
    memset(file, 0, sizeof *file);
    int result = machine->xOpen(machine, path, file->real, flags, out);
    file->control = control_of_path(path);
    if (file->real->pMethods) file->base.pMethods = &methods;
    return result;
}
