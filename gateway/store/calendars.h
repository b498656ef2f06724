/* calendars.h: by which calendar each person's clocks were counted last. */
#ifndef STORE_CALENDARS_H
#define STORE_CALENDARS_H

#include "store/store.h"

/* Of char * (person) to char * (print), owned. */
GHashTable *calendars_list(Store *store, GError **error);
bool calendars_keep(Store *store, const char *person, const char *print, GError **error);

#endif
