// SPDX-License-Identifier: Apache-2.0

/// The system calls that Swift's Glibc lacks, or that the real-time thread needs with performance-annotated prototypes.
#ifndef CISTERNA_CLINUX_H
#define CISTERNA_CLINUX_H

#include "boot_id.h"
#include "clocks.h"
#include "memory_residence.h"
#include "tethered_child.h"
#include "this_thread.h"
#include "waiting.h"

#if __has_include("peer_credentials.h")
#include "peer_credentials.h"
#endif

#endif
