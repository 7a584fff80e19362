// SPDX-License-Identifier: Apache-2.0
#include "state.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

size_t memory_file_bytes(void) { return sizeof(struct memory_file); }

bool memory_file_is_stale(const struct memory_file *file) {
    return file->disk->is_off || file->generation != file->disk->generation;
}

/// SQLite's result code for an errno of a call; `io` is what an I/O error of that call is called.
static int result(int error, int io) {
    switch (error) {
    case 0: return SQLITE_OK;
    case ENOSPC:
    case EOVERFLOW: return SQLITE_FULL;
    case EROFS: return SQLITE_READONLY;
    default: return io;
    }
}

static int close_file(sqlite3_file *base) {
    struct memory_file *file = (struct memory_file *)base;
    faulty_disk *disk = file->disk;
    memory_file_shm_unmap(base, 0);
    memory_file_unlock(base, SQLITE_LOCK_NONE);
    if (file->deletes_on_close && !memory_file_is_stale(file)) call_unlink(disk, file->path);
    contents_drop(file->contents);
    disk->open_files -= 1;
    faulty_disk_release(disk);
    return SQLITE_OK;
}

static int read_file(sqlite3_file *base, void *bytes, int length, sqlite3_int64 offset) {
    struct memory_file *file = (struct memory_file *)base;
    if (memory_file_is_stale(file)) return SQLITE_IOERR_READ;
    int error = call_begin(file->disk, faulty_disk_read, (uint64_t)offset, (uint64_t)length);
    if (error != 0) return SQLITE_IOERR_READ;
    file->disk->counts.reads += 1;
    size_t size = file->contents->live.size, wanted = (size_t)length, from = (size_t)offset;
    size_t there = from >= size ? 0 : wanted < size - from ? wanted : size - from;
    if (there > 0) memcpy(bytes, file->contents->live.data + from, there);
    if (there == wanted) return SQLITE_OK;
    memset((char *)bytes + there, 0, wanted - there);
    return SQLITE_IOERR_SHORT_READ;
}

static int write_file(sqlite3_file *base, const void *bytes, int length, sqlite3_int64 offset) {
    struct memory_file *file = (struct memory_file *)base;
    if (memory_file_is_stale(file)) return SQLITE_IOERR_WRITE;
    if (file->is_read_only) return SQLITE_READONLY;
    return result(
        call_write(file->disk, file->contents, (uint64_t)offset, bytes, (size_t)length), SQLITE_IOERR_WRITE);
}

static int truncate_file(sqlite3_file *base, sqlite3_int64 size) {
    struct memory_file *file = (struct memory_file *)base;
    if (memory_file_is_stale(file)) return SQLITE_IOERR_TRUNCATE;
    if (file->is_read_only) return SQLITE_READONLY;
    return result(call_truncate(file->disk, file->contents, (uint64_t)size), SQLITE_IOERR_TRUNCATE);
}

static int sync_file(sqlite3_file *base, int flags) {
    (void)flags;
    struct memory_file *file = (struct memory_file *)base;
    if (memory_file_is_stale(file)) return SQLITE_IOERR_FSYNC;
    int error = call_sync(file->disk, file->contents);
    if (error == 0 && file->syncs_folder) {
        error = call_folder_sync(file->disk, file->path, names_folder_length(file->path));
        if (error == 0) file->syncs_folder = false;
    }
    return error == 0 ? SQLITE_OK : SQLITE_IOERR_FSYNC;
}

static int file_size(sqlite3_file *base, sqlite3_int64 *size) {
    struct memory_file *file = (struct memory_file *)base;
    if (memory_file_is_stale(file)) return SQLITE_IOERR_FSTAT;
    *size = (sqlite3_int64)file->contents->live.size;
    return SQLITE_OK;
}

static int file_control(sqlite3_file *base, int operation, void *argument) {
    (void)base;
    (void)operation;
    (void)argument;
    return SQLITE_NOTFOUND;
}

static int sector_size(sqlite3_file *base) {
    return (int)((struct memory_file *)base)->disk->settings.sector_bytes;
}

static int device_characteristics(sqlite3_file *base) {
    bool is_safe = ((struct memory_file *)base)->disk->settings.powersafe_overwrite;
    return is_safe ? SQLITE_IOCAP_POWERSAFE_OVERWRITE : 0;
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = file_size,
    .xLock = memory_file_lock,
    .xUnlock = memory_file_unlock,
    .xCheckReservedLock = memory_file_check_reserved,
    .xFileControl = file_control,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = device_characteristics,
    .xShmMap = memory_file_shm_map,
    .xShmLock = memory_file_shm_lock,
    .xShmBarrier = memory_file_shm_barrier,
    .xShmUnmap = memory_file_shm_unmap,
};

int memory_file_open(faulty_disk *disk, const char *path, sqlite3_file *base, int flags, int *out) {
    struct memory_file *file = (struct memory_file *)base;
    memset(file, 0, sizeof *file);
    if (strlen(path) >= FAULTY_DISK_PATH) return SQLITE_CANTOPEN;
    int error = call_begin(disk, faulty_disk_open, 0, 0);
    if (error == EROFS && (flags & SQLITE_OPEN_READWRITE) != 0)
        flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
    else if (error != 0 && error != EROFS) return SQLITE_CANTOPEN;
    struct contents *contents = names_find(&disk->live, path);
    if (contents && (flags & SQLITE_OPEN_EXCLUSIVE) != 0) return SQLITE_CANTOPEN;
    if (!contents) {
        if ((flags & SQLITE_OPEN_CREATE) == 0 || call_create(disk, path, &contents) != 0) return SQLITE_CANTOPEN;
    }
    // By the flags and not by what was there, as SQLite's own on Unix: who made the log may have been killed before its
    // first sync.
    int journals = SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL;
    file->syncs_folder = (flags & SQLITE_OPEN_CREATE) != 0 && (flags & journals) != 0;
    file->base.pMethods = &methods;
    file->disk = disk;
    file->contents = contents_hold(contents);
    file->generation = disk->generation;
    file->level = SQLITE_LOCK_NONE;
    file->is_read_only = (flags & SQLITE_OPEN_READWRITE) == 0;
    file->deletes_on_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
    snprintf(file->path, sizeof file->path, "%s", path);
    disk->open_files += 1;
    if (out) *out = flags;
    return SQLITE_OK;
}
