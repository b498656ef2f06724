/* profiles.h: what people wrote of their own working lives. */
#ifndef STORE_PROFILES_H
#define STORE_PROFILES_H

#include "store/store.h"

/* Of everyone. GPtrArray of ProfileLine. */
GPtrArray *profiles_list(Store *store, GError **error);

/* In place of what was there for that person and key; a line without text takes it away.
 */
bool profiles_put(Store *store, const ProfileLine *line, GError **error);

#endif
