// SPDX-License-Identifier: Apache-2.0
#include "state.h"

#include <stdlib.h>
#include <string.h>

struct contents *contents_make(void) {
    struct contents *contents = calloc(1, sizeof *contents);
    if (!contents) abort();
    contents->references = 1;
    return contents;
}

struct contents *contents_hold(struct contents *contents) {
    contents->references += 1;
    return contents;
}

void contents_drop(struct contents *contents) {
    contents->references -= 1;
    if (contents->references > 0) return;
    for (int region = 0; region < contents->region_count; region++) free(contents->regions[region]);
    free(contents->regions);
    free(contents->live.data);
    free(contents->durable.data);
    free(contents->pending_bytes.data);
    free(contents->changes);
    if (contents->heir) contents_drop(contents->heir);
    free(contents);
}

/// Contents that nobody has open or locked, with all bytes of these, which keep none. The same for each who asks.
struct contents *contents_inherit(struct contents *contents) {
    if (contents->heir) return contents->heir;
    struct contents *heir = contents_make();
    heir->live = contents->live;
    heir->durable = contents->durable;
    heir->pending_bytes = contents->pending_bytes;
    heir->changes = contents->changes;
    heir->change_count = contents->change_count;
    heir->change_capacity = contents->change_capacity;
    contents->live = contents->durable = contents->pending_bytes = (struct bytes){0};
    contents->changes = NULL;
    contents->change_count = contents->change_capacity = 0;
    contents->heir = heir;
    return heir;
}

/// What is new is zero, and what was cut off is zero if it comes again.
void bytes_resize(struct bytes *bytes, size_t size) {
    if (size > bytes->capacity) {
        size_t capacity = bytes->capacity * 2 > size ? bytes->capacity * 2 : size;
        unsigned char *data = realloc(bytes->data, capacity);
        if (!data) abort();
        bytes->data = data;
        bytes->capacity = capacity;
    }
    if (size > bytes->size) memset(bytes->data + bytes->size, 0, size - bytes->size);
    bytes->size = size;
}

static void bytes_write(struct bytes *bytes, uint64_t offset, const void *from, size_t length) {
    if (length == 0) return;
    if (offset + length > bytes->size) bytes_resize(bytes, offset + length);
    memcpy(bytes->data + offset, from, length);
}

static struct change *pending(struct contents *contents) {
    contents->changes = faulty_disk_grow(
        contents->changes, &contents->change_capacity, contents->change_count, sizeof *contents->changes);
    return &contents->changes[contents->change_count++];
}

void contents_write(struct contents *contents, uint64_t offset, const void *bytes, size_t length) {
    bytes_write(&contents->live, offset, bytes, length);
    size_t at = contents->pending_bytes.size;
    *pending(contents) = (struct change){.offset = offset, .length = length, .at = at};
    bytes_write(&contents->pending_bytes, at, bytes, length);
}

void contents_truncate(struct contents *contents, uint64_t size) {
    bytes_resize(&contents->live, size);
    *pending(contents) = (struct change){.offset = size, .is_truncation = true};
}

void contents_sync(struct contents *contents) {
    for (size_t index = 0; index < contents->change_count; index++) {
        const struct change *change = &contents->changes[index];
        if (change->is_truncation) bytes_resize(&contents->durable, change->offset);
        else
            bytes_write(
                &contents->durable, change->offset, contents->pending_bytes.data + change->at, change->length);
    }
    contents->change_count = 0;
    contents->pending_bytes.size = 0;
}
