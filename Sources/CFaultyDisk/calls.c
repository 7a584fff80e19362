// SPDX-License-Identifier: Apache-2.0
#include "state.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static int error_of(enum verdict verdict) {
    switch (verdict) {
    case goes_well:
    case lies: return 0;
    case fails_full: return ENOSPC;
    case fails_short: return EOVERFLOW;
    case fails_read_only: return EROFS;
    default: return EIO;
    }
}

int call_begin(faulty_disk *disk, enum faulty_disk_call call, uint64_t offset, uint64_t length) {
    return error_of(faulty_disk_begin(disk, call, offset, length));
}

int call_write(faulty_disk *disk, struct contents *contents, uint64_t offset, const void *bytes, size_t length) {
    if (disk->cut_write > 0 && --disk->cut_write == 0 && !disk->is_off) {
        faulty_disk_trace_add(disk, disk->cut_bytes);
        contents_write(contents, offset, bytes, disk->cut_bytes < length ? disk->cut_bytes : length);
        disk->operations += 1;
        disk->is_off = true;
        return EIO;
    }
    enum verdict verdict = faulty_disk_begin(disk, faulty_disk_write, offset, length);
    switch (verdict) {
    case goes_well: break;
    case goes_off: length = faulty_disk_below(&disk->fates, length + 1); break;
    case fails_short:
    case fails_io: length = faulty_disk_below(&disk->chances, length); break;
    default: return error_of(verdict);
    }
    contents_write(contents, offset, bytes, length);
    disk->counts.writes += 1;
    disk->counts.bytes_written += length;
    return error_of(verdict);
}

int call_truncate(faulty_disk *disk, struct contents *contents, uint64_t size) {
    enum verdict verdict = faulty_disk_begin(disk, faulty_disk_truncate, size, 0);
    if (verdict == goes_well || (verdict == goes_off && faulty_disk_coin(&disk->fates)))
        contents_truncate(contents, size);
    return error_of(verdict);
}

int call_sync(faulty_disk *disk, struct contents *contents) {
    enum verdict verdict = faulty_disk_begin(disk, faulty_disk_sync, 0, contents->change_count);
    disk->counts.syncs += 1;
    if (verdict == goes_well) {
        contents_sync(contents);
    } else if (verdict == fails_io && disk->settings.powersafe_overwrite && faulty_disk_coin(&disk->chances)) {
        contents_cut(disk, contents);
        disk->counts.forgotten_by_sync += 1;
    }
    return error_of(verdict);
}

int call_folder_sync(faulty_disk *disk, const char *folder, size_t length) {
    enum verdict verdict = faulty_disk_begin(disk, faulty_disk_sync_folder, length, disk->name_change_count);
    disk->counts.folder_syncs += 1;
    if (verdict == goes_well) disk_names_sync(disk, folder, length);
    return error_of(verdict);
}

/// Whether the power that goes leaves the operation behind as a pending one.
static bool takes_hold(faulty_disk *disk, enum verdict verdict) {
    return verdict == goes_well || (verdict == goes_off && faulty_disk_coin(&disk->fates));
}

int call_create(faulty_disk *disk, const char *path, struct contents **made) {
    enum verdict verdict = faulty_disk_begin(disk, faulty_disk_name, strlen(path), 1);
    if (takes_hold(disk, verdict)) {
        struct contents *contents = contents_make();
        disk_name_set(disk, path, contents);
        contents_drop(contents);
        if (made) *made = contents;
    }
    return error_of(verdict);
}

int call_unlink(faulty_disk *disk, const char *path) {
    if (disk->is_off) return EIO;
    if (!names_find(&disk->live, path)) return ENOENT;
    enum verdict verdict = faulty_disk_begin(disk, faulty_disk_name, strlen(path), 2);
    if (takes_hold(disk, verdict)) disk_name_remove(disk, path);
    return error_of(verdict);
}

// What programs call themselves.

/// The full name; an errno where it is none of this disk's.
static int find(faulty_disk *disk, const char *path, struct contents **contents) {
    if (disk->is_off) return EIO;
    if (strlen(path) >= FAULTY_DISK_PATH) return ENAMETOOLONG;
    *contents = names_find(&disk->live, path);
    return *contents ? 0 : ENOENT;
}

int faulty_disk_file_create(faulty_disk *disk, const char *path) {
    struct contents *there;
    int found = find(disk, path, &there);
    if (found != ENOENT) return found == 0 ? EEXIST : found;
    return call_create(disk, path, NULL);
}

int faulty_disk_file_exists(faulty_disk *disk, const char *path) {
    struct contents *contents;
    return find(disk, path, &contents);
}

int faulty_disk_file_size(faulty_disk *disk, const char *path, uint64_t *size) {
    struct contents *contents;
    int found = find(disk, path, &contents);
    if (found == 0) *size = contents->live.size;
    return found;
}

int faulty_disk_file_rename(faulty_disk *disk, const char *from, const char *to) {
    struct contents *contents;
    int found = find(disk, from, &contents);
    if (found != 0) return found;
    if (strlen(to) >= FAULTY_DISK_PATH) return ENAMETOOLONG;
    enum verdict verdict = faulty_disk_begin(disk, faulty_disk_name, strlen(to), 3);
    if (takes_hold(disk, verdict) && strcmp(from, to) != 0) disk_name_move(disk, from, to, contents);
    return error_of(verdict);
}

int faulty_disk_file_unlink(faulty_disk *disk, const char *path) { return call_unlink(disk, path); }

int faulty_disk_file_read(
    faulty_disk *disk, const char *path, uint64_t offset, void *bytes, size_t length, size_t *count) {
    struct contents *contents;
    int found = find(disk, path, &contents);
    if (found == 0) found = call_begin(disk, faulty_disk_read, offset, length);
    if (found != 0) return found;
    size_t size = contents->live.size;
    *count = offset >= size ? 0 : length < size - offset ? length : size - offset;
    if (*count > 0) memcpy(bytes, contents->live.data + offset, *count);
    return 0;
}

int faulty_disk_file_write(faulty_disk *disk, const char *path, uint64_t offset, const void *bytes, size_t length) {
    struct contents *contents;
    int found = find(disk, path, &contents);
    if (found != 0) return found;
    int error = call_write(disk, contents, offset, bytes, length);
    return error == EOVERFLOW ? ENOSPC : error;
}

int faulty_disk_file_truncate(faulty_disk *disk, const char *path, uint64_t size) {
    struct contents *contents;
    int found = find(disk, path, &contents);
    return found != 0 ? found : call_truncate(disk, contents, size);
}

int faulty_disk_file_sync(faulty_disk *disk, const char *path) {
    struct contents *contents;
    int found = find(disk, path, &contents);
    return found != 0 ? found : call_sync(disk, contents);
}

int faulty_disk_folder_sync(faulty_disk *disk, const char *folder) {
    return call_folder_sync(disk, folder, strlen(folder));
}

int faulty_disk_folder_name(faulty_disk *disk, const char *folder, size_t nth, char *name, size_t capacity) {
    if (disk->is_off) return EIO;
    size_t length = strlen(folder);
    for (size_t index = 0; index < disk->live.count; index++) {
        const char *path = disk->live.all[index].path;
        if (!names_share_folder(path, folder, length) || nth-- > 0) continue;
        int needed = snprintf(name, capacity, "%s", path + length + 1);
        return needed >= 0 && (size_t)needed < capacity ? 0 : ENAMETOOLONG;
    }
    return ENOENT;
}

int faulty_disk_folder_lock(faulty_disk *disk, const char *folder) {
    if (disk->is_off) return EIO;
    if (strlen(folder) >= FAULTY_DISK_PATH) return ENAMETOOLONG;
    if (names_find(&disk->locked, folder)) return EWOULDBLOCK;
    struct contents *none = contents_make();
    names_set(&disk->locked, folder, none);
    contents_drop(none);
    return 0;
}

void faulty_disk_folder_unlock(faulty_disk *disk, const char *folder) { names_remove(&disk->locked, folder); }
