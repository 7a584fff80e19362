// SPDX-License-Identifier: Apache-2.0
#ifndef CISTERNA_FAULTY_REAL_FILE_H
#define CISTERNA_FAULTY_REAL_FILE_H

#include "CFaultyDisk.h"

#include <sqlite3.h>

/// One of the machine's own files: the machine's VFS behind it, its file beside it in memory.
struct real_file {
    sqlite3_file base;
    faulty_disk_control *control;
    sqlite3_file real[];
};

int real_file_open(sqlite3_vfs *machine, const char *path, sqlite3_file *file, int flags, int *out);

// control.c
/// The control whose prefix fits, or NULL.
faulty_disk_control *control_of_path(const char *path);
/// SQLITE_OK, or what the switches make of the call.
int control_read(faulty_disk_control *control);
int control_write(faulty_disk_control *control, uint64_t bytes);
int control_truncate(faulty_disk_control *control);
int control_sync(faulty_disk_control *control);

#endif
