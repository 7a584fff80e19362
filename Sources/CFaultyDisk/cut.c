// SPDX-License-Identifier: Apache-2.0
#include "state.h"

#include <string.h>

/// What a cut does to contents, drawn once for all of a file's pending operations, so that all is lost, all is kept and
/// everything between come often.
struct temper {
    /// Of 256: how likely a change is kept whole, and if not, lost whole; else it is torn.
    unsigned kept, lost;
    bool shuffles, lengthens, finds_old_bytes;
};

static struct temper draw_temper(uint64_t *random) {
    static const unsigned kept[] = {0, 32, 128, 224, 256};
    static const unsigned lost[] = {0, 96, 256};
    return (struct temper){
        .kept = kept[faulty_disk_below(random, 5)],
        .lost = lost[faulty_disk_below(random, 3)],
        .shuffles = faulty_disk_coin(random),
        .lengthens = faulty_disk_coin(random),
        .finds_old_bytes = faulty_disk_coin(random),
    };
}

/// Lengthens the file: what was never written reads as zeros or as anything.
static void lengthen(faulty_disk *disk, struct bytes *durable, size_t size, const struct temper *temper) {
    size_t before = durable->size;
    if (size <= before) return;
    bytes_resize(durable, size);
    if (temper->finds_old_bytes) faulty_disk_random_bytes(&disk->fates, durable->data + before, size - before);
}

/// Puts a part of a write in place. `from` and `to` are offsets in the file.
static void put(
    faulty_disk *disk, struct contents *contents, const struct change *change, uint64_t from, uint64_t to,
    const struct temper *temper) {
    if (to <= from) return;
    lengthen(disk, &contents->durable, to, temper);
    const unsigned char *bytes = contents->pending_bytes.data + change->at;
    memcpy(contents->durable.data + from, bytes + (from - change->offset), to - from);
}

static void spoil(faulty_disk *disk, struct bytes *durable, uint64_t from, uint64_t to) {
    if (to > durable->size) to = durable->size;
    if (to <= from) return;
    faulty_disk_random_bytes(&disk->fates, durable->data + from, to - from);
    disk->counts.garbage += 1;
}

/// Without powersafe overwrite the parts of its first and its last sector that a write does not cover may be garbage.
static void spoil_edges(faulty_disk *disk, struct contents *contents, uint64_t start, uint64_t end) {
    uint64_t sector = disk->settings.sector_bytes;
    if (disk->settings.powersafe_overwrite || faulty_disk_below(&disk->fates, 4) > 0) return;
    spoil(disk, &contents->durable, start / sector * sector, start);
    spoil(disk, &contents->durable, end, (end + sector - 1) / sector * sector);
}

/// Sectors drawn one by one; whether all or none were kept is a chance as well.
static void put_scattered(
    faulty_disk *disk, struct contents *contents, const struct change *change, const struct temper *temper) {
    uint64_t sector = disk->settings.sector_bytes, end = change->offset + change->length;
    for (uint64_t from = change->offset; from < end;) {
        uint64_t to = (from / sector + 1) * sector;
        if (to > end) to = end;
        if (faulty_disk_coin(&disk->fates)) put(disk, contents, change, from, to, temper);
        from = to;
    }
}

static void put_torn(
    faulty_disk *disk, struct contents *contents, const struct change *change, const struct temper *temper) {
    uint64_t sector = disk->settings.sector_bytes, start = change->offset, end = start + change->length;
    uint64_t at = start + faulty_disk_below(&disk->fates, change->length + 1), boundary = at / sector * sector;
    if (boundary < start) boundary = start;
    uint64_t kind = faulty_disk_below(&disk->fates, 4);
    if (kind < 3) disk->counts.torn_at_sectors += 1;
    switch (kind) {
    case 0: put(disk, contents, change, start, boundary, temper); break;
    case 1: put(disk, contents, change, boundary, end, temper); break;
    case 2: put_scattered(disk, contents, change, temper); break;
    default:
        disk->counts.torn_at_byte += 1;
        put(disk, contents, change, start, at, temper);
        if (at % sector != 0 && !disk->settings.powersafe_overwrite && faulty_disk_coin(&disk->fates))
            spoil(disk, &contents->durable, at, (at / sector + 1) * sector);
    }
}

/// Whether any of the change took hold.
static bool decide(
    faulty_disk *disk, struct contents *contents, const struct change *change, const struct temper *temper) {
    uint64_t *random = &disk->fates, end = change->offset + change->length;
    if (faulty_disk_below(random, 256) < temper->kept) {
        disk->counts.kept += 1;
        if (change->is_truncation) {
            bytes_resize(&contents->durable, change->offset);
        } else {
            put(disk, contents, change, change->offset, end, temper);
            spoil_edges(disk, contents, change->offset, end);
        }
        return true;
    }
    if (change->is_truncation || faulty_disk_below(random, 256) < temper->lost) {
        disk->counts.lost += 1;
        if (!change->is_truncation && temper->lengthens && end > contents->durable.size) {
            lengthen(disk, &contents->durable, end, temper);
            disk->counts.lengthened += 1;
        }
        return false;
    }
    put_torn(disk, contents, change, temper);
    spoil_edges(disk, contents, change->offset, end);
    return true;
}

/// Decides what is pending; nothing is, afterwards. The live view stays.
void contents_cut(faulty_disk *disk, struct contents *contents) {
    if (contents->change_count == 0) return;
    struct temper temper = draw_temper(&disk->fates);
    uint64_t before = disk->counts.kept * 3 + disk->counts.lost * 5 + disk->counts.torn_at_byte * 7;
    bool has_lost = false, is_reordered = false;
    for (size_t index = 0; index < contents->change_count; index++) {
        if (temper.shuffles) {
            size_t other = index + faulty_disk_below(&disk->fates, contents->change_count - index);
            struct change change = contents->changes[other];
            contents->changes[other] = contents->changes[index];
            contents->changes[index] = change;
            is_reordered |= other != index;
        }
        bool is_there = decide(disk, contents, &contents->changes[index], &temper);
        is_reordered |= is_there && has_lost;
        has_lost |= !is_there;
    }
    if (is_reordered) disk->counts.reordered += 1;
    faulty_disk_trace_add(disk, contents->change_count);
    faulty_disk_trace_add(disk, before);
    faulty_disk_trace_add(disk, contents->durable.size);
    contents->change_count = 0;
    contents->pending_bytes.size = 0;
}
