/* address_list.h: lists of people that the library has read. For this room alone. */
#ifndef MAIL_ADDRESS_LIST_H
#define MAIL_ADDRESS_LIST_H

#include "mail/address.h"
#include "mail/library.h"

/* As address_read_list() gives them. `list` may be NULL: nobody. Owned. */
GPtrArray *address_list_people(InternetAddressList *list, size_t max);

/* As the standard wants lists, without any forbearance. Owned. */
GPtrArray *address_list_parse(const char *value, size_t max);

#endif
