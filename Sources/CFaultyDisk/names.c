// SPDX-License-Identifier: Apache-2.0
#include "state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct name *find(const struct names *names, const char *path) {
    for (size_t index = 0; index < names->count; index++)
        if (strcmp(names->all[index].path, path) == 0) return &names->all[index];
    return NULL;
}

struct contents *names_find(const struct names *names, const char *path) {
    struct name *name = find(names, path);
    return name ? name->contents : NULL;
}

void names_set(struct names *names, const char *path, struct contents *contents) {
    struct name *name = find(names, path);
    contents_hold(contents);
    if (name) {
        contents_drop(name->contents);
    } else {
        names->all = faulty_disk_grow(names->all, &names->capacity, names->count, sizeof *names->all);
        name = &names->all[names->count++];
        snprintf(name->path, sizeof name->path, "%s", path);
    }
    name->contents = contents;
}

void names_remove(struct names *names, const char *path) {
    struct name *name = find(names, path);
    if (!name) return;
    contents_drop(name->contents);
    size_t after = names->count - (size_t)(name - names->all) - 1;
    memmove(name, name + 1, after * sizeof *name);
    names->count -= 1;
}

void names_clear(struct names *names) {
    for (size_t index = 0; index < names->count; index++) contents_drop(names->all[index].contents);
    names->count = 0;
}

size_t names_folder_length(const char *path) {
    const char *last = strrchr(path, '/');
    return last ? (size_t)(last - path) : 0;
}

bool names_share_folder(const char *path, const char *folder, size_t length) {
    return names_folder_length(path) == length && strncmp(path, folder, length) == 0;
}

static void note(
    faulty_disk *disk, enum name_change_kind kind, const char *from, const char *path, struct contents *contents) {
    disk->name_changes = faulty_disk_grow(
        disk->name_changes, &disk->name_change_capacity, disk->name_change_count, sizeof *disk->name_changes);
    struct name_change *change = &disk->name_changes[disk->name_change_count++];
    change->kind = kind;
    change->contents = contents_hold(contents);
    snprintf(change->from, sizeof change->from, "%s", from);
    snprintf(change->path, sizeof change->path, "%s", path);
}

void disk_name_set(faulty_disk *disk, const char *path, struct contents *contents) {
    names_set(&disk->live, path, contents);
    note(disk, name_set, "", path, contents);
}

void disk_name_remove(faulty_disk *disk, const char *path) {
    struct contents *contents = names_find(&disk->live, path);
    if (!contents) return;
    note(disk, name_removed, "", path, contents);
    names_remove(&disk->live, path);
}

void disk_name_move(faulty_disk *disk, const char *from, const char *to, struct contents *contents) {
    note(disk, name_moved, from, to, contents);
    names_set(&disk->live, to, contents);
    names_remove(&disk->live, from);
}

/// On the durable names. What a name that goes stood for is looked at: by then it may be another's.
static void apply(faulty_disk *disk, const struct name_change *change) {
    switch (change->kind) {
    case name_set: names_set(&disk->durable, change->path, change->contents); break;
    case name_removed:
        if (names_find(&disk->durable, change->path) == change->contents) names_remove(&disk->durable, change->path);
        break;
    case name_moved:
        // Under whatever name it was: the renames between may be lost, but no file has two names.
        for (size_t index = disk->durable.count; index > 0; index--)
            if (disk->durable.all[index - 1].contents == change->contents)
                names_remove(&disk->durable, disk->durable.all[index - 1].path);
        names_set(&disk->durable, change->path, change->contents);
        break;
    }
}

void disk_names_sync(faulty_disk *disk, const char *folder, size_t length) {
    size_t left = 0;
    for (size_t index = 0; index < disk->name_change_count; index++) {
        struct name_change change = disk->name_changes[index];
        if (names_share_folder(change.path, folder, length)) {
            apply(disk, &change);
            contents_drop(change.contents);
        } else {
            disk->name_changes[left++] = change;
        }
    }
    disk->name_change_count = left;
}

void disk_names_cut(faulty_disk *disk) {
    static const unsigned odds[] = {0, 64, 128, 192, 256};
    unsigned kept = odds[faulty_disk_below(&disk->fates, 5)];
    for (size_t index = 0; index < disk->name_change_count; index++) {
        struct name_change *change = &disk->name_changes[index];
        if (faulty_disk_below(&disk->fates, 256) < kept) {
            apply(disk, change);
            disk->counts.names_kept += 1;
        } else {
            disk->counts.names_lost += 1;
        }
        contents_drop(change->contents);
    }
    disk->name_change_count = 0;
}
