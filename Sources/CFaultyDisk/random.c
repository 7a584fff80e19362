// SPDX-License-Identifier: Apache-2.0
#include "state.h"

#include <string.h>

/// SplitMix64 (Steele, Lea, Flood 2014), as the tests' own.
uint64_t faulty_disk_random(uint64_t *state) {
    *state += 0x9E3779B97F4A7C15u;
    uint64_t mixed = *state;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
}

uint64_t faulty_disk_below(uint64_t *state, uint64_t bound) {
    return bound > 0 ? (uint64_t)(((unsigned __int128)faulty_disk_random(state) * bound) >> 64) : 0;
}

bool faulty_disk_coin(uint64_t *state) { return faulty_disk_random(state) >> 63; }

void faulty_disk_random_bytes(uint64_t *state, void *bytes, size_t count) {
    unsigned char *to = bytes;
    while (count > 0) {
        uint64_t value = faulty_disk_random(state);
        size_t some = count < sizeof value ? count : sizeof value;
        memcpy(to, &value, some);
        to += some;
        count -= some;
    }
}
