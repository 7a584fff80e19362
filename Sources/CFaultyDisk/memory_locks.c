// SPDX-License-Identifier: Apache-2.0
#include "state.h"

#include <stdlib.h>

// File locks: https://www.sqlite.org/lockingv3.html.

int memory_file_lock(sqlite3_file *base, int level) {
    struct memory_file *file = (struct memory_file *)base;
    struct contents *contents = file->contents;
    if (memory_file_is_stale(file)) return SQLITE_IOERR_LOCK;
    if (file->level >= level) return SQLITE_OK;
    if (level == SQLITE_LOCK_SHARED) {
        if (contents->is_pending || contents->is_exclusive) return SQLITE_BUSY;
        contents->shared += 1;
        file->level = level;
        return SQLITE_OK;
    }
    if (level == SQLITE_LOCK_RESERVED) {
        if (contents->is_reserved) return SQLITE_BUSY;
        contents->is_reserved = true;
        file->level = level;
        return SQLITE_OK;
    }
    // Exclusive, by way of pending, which keeps new readers out while the old ones go.
    if (file->level < SQLITE_LOCK_PENDING) {
        if (contents->is_pending || (contents->is_reserved && file->level < SQLITE_LOCK_RESERVED)) return SQLITE_BUSY;
        contents->is_reserved = contents->is_pending = true;
        file->level = SQLITE_LOCK_PENDING;
    }
    if (contents->shared > 1) return SQLITE_BUSY;
    contents->is_exclusive = true;
    file->level = level;
    return SQLITE_OK;
}

int memory_file_unlock(sqlite3_file *base, int level) {
    struct memory_file *file = (struct memory_file *)base;
    struct contents *contents = file->contents;
    if (file->level <= level) return SQLITE_OK;
    if (file->level >= SQLITE_LOCK_RESERVED) contents->is_reserved = contents->is_pending = contents->is_exclusive = false;
    if (level == SQLITE_LOCK_NONE) contents->shared -= 1;
    file->level = level;
    return SQLITE_OK;
}

int memory_file_check_reserved(sqlite3_file *base, int *is_reserved) {
    *is_reserved = ((struct memory_file *)base)->contents->is_reserved;
    return SQLITE_OK;
}

// The write-ahead log's index: in memory that the connections share, https://www.sqlite.org/walformat.html.

int memory_file_shm_map(sqlite3_file *base, int region, int bytes, int extends, void volatile **at) {
    struct memory_file *file = (struct memory_file *)base;
    struct contents *contents = file->contents;
    *at = NULL;
    if (memory_file_is_stale(file)) return SQLITE_IOERR_SHMMAP;
    if (!file->is_mapped) contents->mapped += 1;
    file->is_mapped = true;
    if (region >= contents->region_count) {
        if (!extends) return SQLITE_OK;
        void **grown = realloc(contents->regions, (size_t)(region + 1) * sizeof *grown);
        if (!grown) return SQLITE_IOERR_NOMEM;
        contents->regions = grown;
        while (contents->region_count <= region) {
            void *made = calloc(1, (size_t)bytes);
            if (!made) return SQLITE_IOERR_NOMEM;
            contents->regions[contents->region_count++] = made;
        }
    }
    *at = contents->regions[region];
    return SQLITE_OK;
}

static void slots_release(struct memory_file *file, unsigned mask) {
    struct contents *contents = file->contents;
    for (int slot = 0; slot < shm_slots; slot++) {
        unsigned bit = 1u << slot;
        if ((mask & bit) == 0) continue;
        if ((file->slots_exclusive & bit) != 0) contents->slot_exclusive[slot] = false;
        if ((file->slots_shared & bit) != 0) contents->slot_shared[slot] -= 1;
    }
    file->slots_exclusive &= ~mask;
    file->slots_shared &= ~mask;
}

int memory_file_shm_lock(sqlite3_file *base, int offset, int count, int flags) {
    struct memory_file *file = (struct memory_file *)base;
    struct contents *contents = file->contents;
    unsigned mask = ((1u << count) - 1) << offset;
    if ((flags & SQLITE_SHM_UNLOCK) != 0) {
        slots_release(file, mask);
        return SQLITE_OK;
    }
    if (memory_file_is_stale(file)) return SQLITE_IOERR_SHMLOCK;
    bool is_exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    for (int slot = offset; slot < offset + count; slot++) {
        bool is_mine = ((file->slots_shared | file->slots_exclusive) & (1u << slot)) != 0;
        if (is_mine && !is_exclusive) continue;
        if (contents->slot_exclusive[slot] && (file->slots_exclusive & (1u << slot)) == 0) return SQLITE_BUSY;
        int others = contents->slot_shared[slot] - ((file->slots_shared & (1u << slot)) != 0 ? 1 : 0);
        if (is_exclusive && others > 0) return SQLITE_BUSY;
    }
    for (int slot = offset; slot < offset + count; slot++) {
        unsigned bit = 1u << slot;
        if (is_exclusive) {
            contents->slot_exclusive[slot] = true;
            file->slots_exclusive |= bit;
        } else if ((file->slots_shared & bit) == 0) {
            contents->slot_shared[slot] += 1;
            file->slots_shared |= bit;
        }
    }
    return SQLITE_OK;
}

void memory_file_shm_barrier(sqlite3_file *base) {
    (void)base;
    __sync_synchronize();
}

/// The index goes with the last that mapped it: whoever comes next makes it anew from the log.
int memory_file_shm_unmap(sqlite3_file *base, int deletes) {
    (void)deletes;
    struct memory_file *file = (struct memory_file *)base;
    struct contents *contents = file->contents;
    if (!file->is_mapped) return SQLITE_OK;
    slots_release(file, ~0u);
    file->is_mapped = false;
    contents->mapped -= 1;
    if (contents->mapped > 0) return SQLITE_OK;
    for (int region = 0; region < contents->region_count; region++) free(contents->regions[region]);
    free(contents->regions);
    contents->regions = NULL;
    contents->region_count = 0;
    return SQLITE_OK;
}
