// SPDX-License-Identifier: Apache-2.0
#ifndef CISTERNA_FAULTY_CONTROL_H
#define CISTERNA_FAULTY_CONTROL_H

#include <stdint.h>

/// The faults of the machine's own files, switched from this process or another.
typedef struct faulty_disk_control faulty_disk_control;

/// The switches; each is off at 0.
enum faulty_disk_switch {
    /// SQLITE_IOERR_WRITE.
    faulty_disk_switch_fail_writes,
    /// SQLITE_IOERR_FSYNC.
    faulty_disk_switch_fail_syncs,
    /// SQLITE_IOERR_READ.
    faulty_disk_switch_fail_reads,
    /// Writes: SQLITE_FULL.
    faulty_disk_switch_full,
    /// Writes: SQLITE_READONLY.
    faulty_disk_switch_read_only,
    /// Each sync really sleeps so many milliseconds first.
    faulty_disk_switch_slow_sync_ms,
};

enum faulty_disk_counter {
    faulty_disk_counter_reads,
    faulty_disk_counter_writes,
    faulty_disk_counter_bytes_written,
    faulty_disk_counter_syncs,
    /// Calls that a switch made fail.
    faulty_disk_counter_failures,
};

/// Maps the control block in the file `path`, which is made if it is not there, and puts files whose names begin with
/// `prefix` and that SQLite opens from now on under it. Of several controls the last that fits a file has it. NULL
/// where it fails, with the errno; EINVAL where the file is no such block, ENOSPC beyond 64 of them.
faulty_disk_control *faulty_disk_control_map(const char *path, const char *prefix, int *error);

/// Files opened from now on are no longer under it. The block itself stays mapped, for files that are open.
void faulty_disk_control_detach(faulty_disk_control *control);

void faulty_disk_control_set(faulty_disk_control *control, enum faulty_disk_switch which, uint32_t value);
uint32_t faulty_disk_control_get(const faulty_disk_control *control, enum faulty_disk_switch which);
uint64_t faulty_disk_control_count(const faulty_disk_control *control, enum faulty_disk_counter which);

#endif
