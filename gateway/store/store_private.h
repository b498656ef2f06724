/* store_private.h: what store.c and sql.c share: the open file. */
#ifndef STORE_STORE_PRIVATE_H
#define STORE_STORE_PRIVATE_H

#include "store/sql.h"

struct Store {
	sqlite3 *database;
	GHashTable *kept; /* statement text to Sql */
	/* The same by the address of the text, one for each statement. */
	GHashTable *kept_by_address;
	bool in_transaction;
	StoreMemo memo;
};

/* The kept statements of a store that is opened, and closed. */
void sql_init(Store *store);
void sql_clear(Store *store);
/* Which fault a result code is: FAULT_LATER for what passes, else FAULT_SETUP. False. */
bool sql_fault(Store *store, int code, const char *doing, GError **error);

#endif
