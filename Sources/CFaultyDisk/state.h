// SPDX-License-Identifier: Apache-2.0
#ifndef CISTERNA_FAULTY_STATE_H
#define CISTERNA_FAULTY_STATE_H

#include "CFaultyDisk.h"

#include <sqlite3.h>

#define FAULTY_DISK_ROOT "/faulty-disk/"
#define FAULTY_DISK_PATH 200

enum { max_faults = 8, shm_slots = SQLITE_SHM_NLOCK };

struct bytes {
    unsigned char *data;
    size_t size, capacity;
};

/// A pending write, or a truncation to `offset`. Its bytes stand in the contents' `pending_bytes`.
struct change {
    uint64_t offset;
    size_t length, at;
    bool is_truncation;
};

/// A file's contents. Names, pending names and open files hold it.
struct contents {
    int references;
    /// What goes on with the bytes when the program that had them open has ended.
    struct contents *heir;
    struct bytes live, durable, pending_bytes;
    struct change *changes;
    size_t change_count, change_capacity;
    // SQLite's locks of open files.
    int shared;
    bool is_reserved, is_pending, is_exclusive;
    // The write-ahead log's index.
    void **regions;
    int region_count, region_bytes, mapped;
    int slot_shared[shm_slots];
    bool slot_exclusive[shm_slots];
};

struct name {
    char path[FAULTY_DISK_PATH];
    struct contents *contents;
};

struct names {
    struct name *all;
    size_t count, capacity;
};

enum name_change_kind { name_set, name_removed, name_moved };

struct name_change {
    enum name_change_kind kind;
    char from[FAULTY_DISK_PATH], path[FAULTY_DISK_PATH];
    struct contents *contents;
};

struct fault_state {
    struct faulty_disk_fault fault;
    uint64_t befallen;
};

struct faulty_disk {
    uint64_t number, generation;
    struct faulty_disk_settings settings;
    /// Separate streams: a fault more or less does not change what a power cut draws.
    uint64_t fates, chances, randomness;
    struct names live, durable, locked;
    struct name_change *name_changes;
    size_t name_change_count, name_change_capacity;
    struct fault_state faults[max_faults];
    size_t fault_count;
    uint64_t operations, cut_at, cut_write, cut_bytes, clock_ns, trace;
    bool is_off;
    void (*elapsed)(void *context, uint64_t ns);
    void *elapsed_context;
    struct faulty_disk_counts counts;
    int open_files;
    bool is_destroyed;
};

/// What befalls a call.
enum verdict { goes_well, is_off, goes_off, fails_io, fails_full, fails_read_only, fails_short, lies };

// disk.c
enum verdict faulty_disk_begin(faulty_disk *disk, enum faulty_disk_call call, uint64_t offset, uint64_t length);
faulty_disk *faulty_disk_of_path(const char *path);
void faulty_disk_release(faulty_disk *disk);
void faulty_disk_trace_add(faulty_disk *disk, uint64_t value);
void *faulty_disk_grow(void *array, size_t *capacity, size_t count, size_t element);

// random.c
uint64_t faulty_disk_random(uint64_t *state);
uint64_t faulty_disk_below(uint64_t *state, uint64_t bound);
bool faulty_disk_coin(uint64_t *state);
void faulty_disk_random_bytes(uint64_t *state, void *bytes, size_t count);

// contents.c
struct contents *contents_make(void);
struct contents *contents_hold(struct contents *contents);
void contents_drop(struct contents *contents);
void bytes_resize(struct bytes *bytes, size_t size);
void contents_write(struct contents *contents, uint64_t offset, const void *bytes, size_t length);
void contents_truncate(struct contents *contents, uint64_t size);
void contents_sync(struct contents *contents);
struct contents *contents_inherit(struct contents *contents);

// cut.c
void contents_cut(faulty_disk *disk, struct contents *contents);

// names.c
struct contents *names_find(const struct names *names, const char *path);
void names_set(struct names *names, const char *path, struct contents *contents);
void names_remove(struct names *names, const char *path);
void names_clear(struct names *names);
bool names_share_folder(const char *path, const char *folder, size_t length);
size_t names_folder_length(const char *path);
void disk_name_set(faulty_disk *disk, const char *path, struct contents *contents);
void disk_name_remove(faulty_disk *disk, const char *path);
void disk_name_move(faulty_disk *disk, const char *from, const char *to, struct contents *contents);
void disk_names_sync(faulty_disk *disk, const char *folder, size_t length);
void disk_names_cut(faulty_disk *disk);

// calls.c: one implementation for SQLite's files and the direct calls; errnos, and EOVERFLOW for a short write.
int call_write(faulty_disk *disk, struct contents *contents, uint64_t offset, const void *bytes, size_t length);
int call_truncate(faulty_disk *disk, struct contents *contents, uint64_t size);
int call_sync(faulty_disk *disk, struct contents *contents);
int call_folder_sync(faulty_disk *disk, const char *folder, size_t length);
int call_create(faulty_disk *disk, const char *path, struct contents **made);
int call_unlink(faulty_disk *disk, const char *path);
int call_begin(faulty_disk *disk, enum faulty_disk_call call, uint64_t offset, uint64_t length);

// memory_file.c, memory_locks.c, real_file.c
int memory_file_open(faulty_disk *disk, const char *path, sqlite3_file *file, int flags, int *out);
size_t memory_file_bytes(void);
int memory_file_lock(sqlite3_file *file, int level);
int memory_file_unlock(sqlite3_file *file, int level);
int memory_file_check_reserved(sqlite3_file *file, int *is_reserved);
int memory_file_shm_map(sqlite3_file *file, int region, int bytes, int extends, void volatile **at);
int memory_file_shm_lock(sqlite3_file *file, int offset, int count, int flags);
void memory_file_shm_barrier(sqlite3_file *file);
int memory_file_shm_unmap(sqlite3_file *file, int deletes);

/// An open file on a disk in memory.
struct memory_file {
    sqlite3_file base;
    faulty_disk *disk;
    struct contents *contents;
    /// The power cycle that it was opened in: it is of no use in another.
    uint64_t generation;
    int level;
    bool is_mapped, is_read_only, syncs_folder, deletes_on_close;
    unsigned slots_shared, slots_exclusive;
    char path[FAULTY_DISK_PATH];
};

bool memory_file_is_stale(const struct memory_file *file);

#endif
