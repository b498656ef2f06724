/* loop.h: wait, wake, back off, stop cleanly. `run` and `once` are the same code. */
#ifndef ENGINE_LOOP_H
#define ENGINE_LOOP_H

#include "engine/engine.h"

typedef enum { LOOP_STOPPED, LOOP_RELOAD, LOOP_LATER, LOOP_SETUP } LoopEnd;

/* Until SIGTERM or SIGINT (LOOP_STOPPED) or SIGHUP (LOOP_RELOAD). `once`: one pass: take
 * in all mail, do what is due, deliver; LOOP_LATER or LOOP_SETUP if an edge could not do
 * its work. Signals are blocked while it runs. */
bool loop_run(Engine *engine, bool once, LoopEnd *out_end, GError **error);

#endif
