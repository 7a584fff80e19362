// SPDX-License-Identifier: Apache-2.0
#ifndef CISTERNA_BOOT_ID_H
#define CISTERNA_BOOT_ID_H

/// What tells one start of the machine from the next: 36 characters and a zero. 0 or an errno.
///
/// The environment's CISTERNA_BOOT_ID comes before the kernel's, so that a test can restart the machine; EINVAL if it is
/// longer.
int cisterna_boot_id(char out[37]);

#endif
