// SPDX-License-Identifier: Apache-2.0

/// Disks that fail, for tests, proofs and benchmarks only: never linked into the daemon or the programmer.
///
/// One SQLite VFS, the default one once it is registered, stands before two things: disks that live in memory and obey the
/// fault model below (paths under `/faulty-disk/<number>/`), and the machine's own files, whose faults a control block
/// switches on (any other path).
///
/// # The fault model of the disks in memory
///
/// **Two views.** Programs read and write the *live* view. A power cut leaves the *durable* one. What was changed since the
/// last sync is *pending*: the writes and truncations of each file's contents since the sync of that file, the names
/// (creations, renames, removals) of each folder since the sync of that folder. A sync of a file says nothing of its name,
/// the sync of a folder nothing of contents. As on Linux, SQLite's first sync of a journal or write-ahead log that it
/// opened syncs the folder too. Folders need not be made, and locks and shared memory are gone with the power.
///
/// **What was synced is there**, with one exception: without *powersafe overwrite* a pending write may spoil the rest of a
/// sector that it writes only in part.
///
/// **A power cut** decides each pending operation by the disk's seed, alone:
///
/// - *kept*, or *lost*; a write may also be *torn*: only its first sectors, its last ones or any of them are there, or it
///   ends at any byte, with the rest of that sector as it was. Without powersafe overwrite the rest is garbage as often.
/// - *reordered*: any of them may be kept while earlier ones are lost, and of two writes over one place the earlier
///   may lie on top. There is no order between files, nor between contents and names.
/// - A lost write beyond the end may still have lengthened the file, by zeros or by what the sectors held before.
/// - Names are kept or lost, never torn: a rename leaves the old name or the new one, and what was under the new name
///   until the rename is there or gone with it.
///
/// **When the power goes** in the midst of a write, any number of its bytes have become pending. From then on every call
/// fails, until the power is back; files that were open stay useless.
///
/// **Faults under power**: calls fail with an I/O error, a full disk or a read-only file system; writes end short (a prefix
/// is written, the disk is full); calls are slow, by the disk's own clock; syncs lie (they return at once and do nothing).
/// A *failed sync* leaves what was pending as it was, or by the same odds as a power cut writes some of it and forgets that
/// the rest was ever to be written, as Linux does: the live view still shows it, a later sync does not save it. Only
/// disks with powersafe overwrite forget: without it SQLite fills the log up beyond what it syncs, and a log whose
/// filling was forgotten loses the commits after it.
///
/// What the model does not have: synced sectors that go bad, silent bit errors, misdirected writes.
#ifndef CISTERNA_CFAULTYDISK_H
#define CISTERNA_CFAULTYDISK_H

#include "control.h"
#include "disk.h"

#endif
