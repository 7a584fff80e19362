// SPDX-License-Identifier: Apache-2.0

/// What both versions' files share.
#ifndef CISTERNA_GPIOD_SHARED_H
#define CISTERNA_GPIOD_SHARED_H

#include "CGpiod.h"

#define GPIO_NOTE(call, name) (*(call) = (name))

/// How long a released line gets to follow its pull resistor before it is read.
#define GPIO_SETTLING_US 1000

/// Copies a name, cut to the room there is; a missing one is empty.
void gpio_copy_text(char out[CISTERNA_GPIO_TEXT], const char *text);

/// Makes reads of a descriptor return at once. 0 or -errno.
int gpio_never_wait(int fd, const char **call);

/// Opens a chip only to read its label and number of lines; each version has its own.
void gpio_describe_chip(struct cisterna_gpio_chip *chip);

#endif
