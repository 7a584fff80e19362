// SPDX-License-Identifier: Apache-2.0
#include "CAccessList.h"

#include <errno.h>
#include <sys/acl.h>

/// Takes off the users and groups that are named, and the mask that comes with them. 0 or an errno.
static int strip(acl_t list) {
    acl_entry_t entry;
    int which = ACL_FIRST_ENTRY;
    int found;
    while ((found = acl_get_entry(list, which, &entry)) == 1) {
        acl_tag_t tag;
        if (acl_get_tag_type(entry, &tag) != 0) return errno;
        which = ACL_NEXT_ENTRY;
        if (tag != ACL_USER && tag != ACL_GROUP && tag != ACL_MASK) continue;
        if (acl_delete_entry(list, entry) != 0) return errno;
        which = ACL_FIRST_ENTRY;
    }
    return found < 0 ? errno : 0;
}

/// Adds one that may read and write. 0 or an errno.
static int add(acl_t *list, acl_tag_t tag, const id_t *number) {
    acl_entry_t entry;
    acl_permset_t permissions;
    if (acl_create_entry(list, &entry) != 0 || acl_set_tag_type(entry, tag) != 0) return errno;
    if (acl_set_qualifier(entry, number) != 0 || acl_get_permset(entry, &permissions) != 0) return errno;
    if (acl_clear_perms(permissions) != 0 || acl_add_perm(permissions, ACL_READ) != 0) return errno;
    return acl_add_perm(permissions, ACL_WRITE) == 0 ? 0 : errno;
}

static int replace(
    const char *path, acl_t *list, const uid_t *users, size_t user_count, const gid_t *groups, size_t group_count) {
    int error = strip(*list);
    for (size_t i = 0; i < user_count && error == 0; i++) error = add(list, ACL_USER, &users[i]);
    for (size_t i = 0; i < group_count && error == 0; i++) error = add(list, ACL_GROUP, &groups[i]);
    if (error == 0 && user_count + group_count > 0 && acl_calc_mask(list) != 0) error = errno;
    if (error == 0 && acl_valid(*list) != 0) error = EINVAL;
    if (error == 0 && acl_set_file(path, ACL_TYPE_ACCESS, *list) != 0) error = errno;
    return error;
}

int cisterna_access_list_replace(
    const char *path, const uid_t *users, size_t user_count, const gid_t *groups, size_t group_count) {
    acl_t list = acl_get_file(path, ACL_TYPE_ACCESS);
    if (list == NULL) return errno;
    const int error = replace(path, &list, users, user_count, groups, group_count);
    acl_free(list);
    return error;
}
