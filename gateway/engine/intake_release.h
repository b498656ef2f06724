/* intake_release.h: a mail that was held, since its sender was not proven well enough. */
#ifndef ENGINE_INTAKE_RELEASE_H
#define ENGINE_INTAKE_RELEASE_H

#include "engine/engine.h"
#include "mail/proof.h"

/* Decide a held mail again, as if its sender were proven that well: an operator's or the
 * sender's own confirmation. False with FAULT_UNREADABLE if the mail was not kept whole,
 * waits no more, or needs a better proof. */
bool intake_release(Engine *engine, int64_t inbox_id, Proof proof, const char *reason,
		    GError **error);

#endif
