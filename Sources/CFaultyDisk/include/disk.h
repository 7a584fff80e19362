// SPDX-License-Identifier: Apache-2.0
#ifndef CISTERNA_FAULTY_DISK_H
#define CISTERNA_FAULTY_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A disk in memory. One thread uses it at a time; different disks may be used at once.
typedef struct faulty_disk faulty_disk;

struct faulty_disk_settings {
    /// Everything that the disk draws comes from it.
    uint64_t seed;
    /// What is written as one piece at best: 512 to 65,536, a power of two.
    uint32_t sector_bytes;
    /// A write changes no byte beside its own, even if the power goes. SQLite is told.
    bool powersafe_overwrite;
};

/// Makes the VFS SQLite's default. Doing it again changes nothing. SQLite's result code.
int faulty_disk_register(void);

/// An empty disk, powered on. NULL where the settings are out of range or memory is short.
faulty_disk *faulty_disk_create(struct faulty_disk_settings settings);

/// The disk goes once the last file on it is closed.
void faulty_disk_destroy(faulty_disk *disk);

/// Files on the disk are named `/faulty-disk/<number>/…`, with less than 200 bytes.
uint64_t faulty_disk_number(const faulty_disk *disk);

// Faults.

/// The calls that a fault may befall, to be combined.
enum faulty_disk_call {
    faulty_disk_open = 1,
    faulty_disk_read = 2,
    faulty_disk_write = 4,
    faulty_disk_truncate = 8,
    faulty_disk_sync = 16,
    /// Creation, rename, removal.
    faulty_disk_name = 32,
    faulty_disk_sync_folder = 64,
};

enum faulty_disk_failure {
    /// SQLITE_IOERR, EIO; opening: SQLITE_CANTOPEN.
    faulty_disk_io_error,
    /// SQLITE_FULL, ENOSPC.
    faulty_disk_full,
    /// SQLITE_READONLY, EROFS; a file is opened for reading only.
    faulty_disk_read_only,
    /// Of a write, a prefix is written; then as a full disk. Other calls do not know it.
    faulty_disk_short,
    /// The call takes time and is good.
    faulty_disk_slow,
    /// A sync that does nothing and says that all is well. Other calls do not know it.
    faulty_disk_lie,
};

/// When the power goes; of several faults that befall one call, the last that was added.
struct faulty_disk_fault {
    /// Of `faulty_disk_call`, combined.
    uint32_t calls;
    enum faulty_disk_failure failure;
    /// How likely a call is to be befallen, of 65,536.
    uint32_t probability;
    /// How many calls are befallen at most; 0: no limit.
    uint64_t most;
    /// From this operation (see `faulty_disk_operations`) to that one; 0 as the last: for good.
    uint64_t first_operation, last_operation;
    /// How long a slow call takes, in nanoseconds.
    uint64_t slow_ns;
};

/// False where there are too many (8).
bool faulty_disk_add_fault(faulty_disk *disk, struct faulty_disk_fault fault);
void faulty_disk_clear_faults(faulty_disk *disk);

/// Nanoseconds that slow calls have taken so far.
uint64_t faulty_disk_clock(const faulty_disk *disk);

/// Called within a slow call when its time has gone by, before it has an effect: the world goes on meanwhile. It must
/// not use the disk.
void faulty_disk_on_elapsed(faulty_disk *disk, void (*elapsed)(void *context, uint64_t ns), void *context);

// Power.

/// Operations so far, whatever came of them: each call that would change something or sync.
uint64_t faulty_disk_operations(const faulty_disk *disk);

/// The power goes in the midst of this operation (1 is the first of the disk's life). 0: it does not. By the seed the
/// operation has become pending or not, a write by any part.
void faulty_disk_cut_at(faulty_disk *disk, uint64_t operation);

/// The power goes in the `nth` write from now (1 is the next), after `bytes` of it, or after it where it is shorter.
void faulty_disk_cut_in_write(faulty_disk *disk, uint64_t nth, uint64_t bytes);

/// The power goes now.
void faulty_disk_cut(faulty_disk *disk);
bool faulty_disk_is_off(const faulty_disk *disk);

/// The program on the disk has ended, by a signal say: the files that it had open are of no use any more, locks and shared
/// memory are gone. The disk goes on: what is pending stays so, and the next program reads the live view.
void faulty_disk_kill(faulty_disk *disk);

/// Power off, if it is not already, and on again: the durable view is all there is. Faults and the planned cut stay away
/// until they are set anew.
void faulty_disk_power_cycle(faulty_disk *disk);

// What happened.

struct faulty_disk_counts {
    uint64_t writes, bytes_written, syncs, folder_syncs, reads;
    // At power cuts, by pending operation.
    uint64_t cuts, kept, lost, torn_at_sectors, torn_at_byte, reordered, garbage, lengthened, names_kept, names_lost;
    // Under power.
    uint64_t io_errors, full, read_only, short_writes, slow, lies, forgotten_by_sync;
};

struct faulty_disk_counts faulty_disk_counts(const faulty_disk *disk);

/// A number of everything that was done to the disk and that it drew: calls, places, lengths and fates, no contents.
uint64_t faulty_disk_trace(const faulty_disk *disk);

// The calls of a program that works on files beside SQLite. Each returns 0 or an errno, and obeys faults and power.

/// An empty file; EEXIST where there is one.
int faulty_disk_file_create(faulty_disk *disk, const char *path);
/// 0 or ENOENT.
int faulty_disk_file_exists(faulty_disk *disk, const char *path);
int faulty_disk_file_size(faulty_disk *disk, const char *path, uint64_t *size);
/// Takes the place of what is there.
int faulty_disk_file_rename(faulty_disk *disk, const char *from, const char *to);
int faulty_disk_file_unlink(faulty_disk *disk, const char *path);
/// As pread(2): `count` is less than `length` at the end of the file.
int faulty_disk_file_read(
    faulty_disk *disk, const char *path, uint64_t offset, void *bytes, size_t length, size_t *count);
/// As pwrite(2), all of it.
int faulty_disk_file_write(faulty_disk *disk, const char *path, uint64_t offset, const void *bytes, size_t length);
int faulty_disk_file_truncate(faulty_disk *disk, const char *path, uint64_t size);
int faulty_disk_file_sync(faulty_disk *disk, const char *path);
/// Makes the names in the folder durable.
int faulty_disk_folder_sync(faulty_disk *disk, const char *folder);
/// The nth name (from 0) in the folder, in the order of its making; ENOENT beyond the last.
int faulty_disk_folder_name(faulty_disk *disk, const char *folder, size_t nth, char *name, size_t capacity);
/// EWOULDBLOCK where it is locked.
int faulty_disk_folder_lock(faulty_disk *disk, const char *folder);
void faulty_disk_folder_unlock(faulty_disk *disk, const char *folder);

#endif
