/* loop.c: the core's life: one thread, one poll, no waiting for the network.
 *
 *   intake lines -> batch -> one commit -> settle        duties due -> commit
 *   outbox due   -> trying -> delivery lines -> answers -> commit
 *
 * SPDX-License-Identifier: MIT */
#include "engine/loop.h"

#include <errno.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/log.h"
#include "base/notify.h"
#include "engine/dispatch.h"
#include "engine/feeds.h"
#include "engine/gap.h"
#include "engine/horizon.h"
#include "engine/pulse.h"
#include "engine/reception.h"
#include "engine/staff.h"
#include "engine/upkeep.h"
#include "store/duties.h"
#include "store/outbox.h"

#define DUTIES_A_COMMIT 50
/* A clock that steps, or a machine that slept, is noticed within this. */
#define WAIT_MAX_MILLISECONDS 30000
/* While a duty waits for a mailbox, for patience to end. */
#define BLOCKED_MILLISECONDS	   1000
#define STOP_PATIENCE_MILLISECONDS 10000
#define QUIET_MILLISECONDS	   500
#define ZONES_LOOK_MILLISECONDS	   60000
#define FEEDS_LOOK_MILLISECONDS	   10000

typedef struct {
	Engine *engine;
	Reception *reception;
	Dispatch *dispatch;
	int signals; /* signalfd */
	bool once;
	bool is_stopping;
	bool is_reloading;
	bool is_resting; /* nothing has happened for a while */
	int64_t stop_by; /* monotonic milliseconds */
	Pulse pulse;
	Instant woke_at;    /* started, or began again after a gap in time */
	bool is_awake;	    /* since then every mailbox has been looked at */
	Instant judged_at;  /* what was due then and is not done waits for a look */
	int64_t zones_seen; /* monotonic milliseconds of the last look */
	int64_t feeds_seen;
} Loop;

static Instant now_of(const Loop *loop)
{
	return world_now(loop->engine->world);
}

/* ---- what edges say ----------------------------------------------------- */

static bool flush(Loop *loop, GError **error)
{
	reception_flush(loop->reception);
	return dispatch_flush(loop->dispatch, now_of(loop), error);
}

/* What is settled is said at once: the intake fetches the next mails while we read these.
 */
static bool take_mails(Loop *loop, GError **error)
{
	return !reception_has_mails(loop->reception) ||
	       (reception_take(loop->reception, error) && flush(loop, error));
}

static bool listen_all(Loop *loop, GError **error)
{
	while (reception_hear(loop->reception)) {
		if (!take_mails(loop, error))
			return false;
	}
	return dispatch_listen(loop->dispatch, now_of(loop), error) &&
	       take_mails(loop, error);
}

static bool watch_edges(Loop *loop, GError **error)
{
	reception_watch(loop->reception);
	return dispatch_watch(loop->dispatch, now_of(loop), error);
}

/* ---- waiting ------------------------------------------------------------ */

static void until(int64_t *wait, int64_t candidate)
{
	*wait = MIN(*wait, MAX(candidate, 0));
}

/* Milliseconds until something can fall due by itself. */
static bool wait_time(const Loop *loop, int64_t *out_wait, GError **error)
{
	int64_t wait = WAIT_MAX_MILLISECONDS;
	int64_t monotonic = world_monotonic_milliseconds();
	Instant now = now_of(loop), duty = INSTANT_NONE, notice = INSTANT_NONE;
	*out_wait = wait;
	if (loop->once)
		return true;
	if (!duties_next_instant(loop->engine->store, &duty, error) ||
	    !outbox_next_instant(loop->engine->store, &notice, error))
		return false;
	if (duty != INSTANT_NONE)
		until(&wait, duty > loop->judged_at ? (duty - now) * 1000
						    : BLOCKED_MILLISECONDS);
	int64_t hand = dispatch_next_hand(loop->dispatch);
	if (!loop->is_awake)
		until(&wait, BLOCKED_MILLISECONDS);
	else if (notice != INSTANT_NONE && hand != DISPATCH_NO_HAND)
		until(&wait, MAX((notice - now) * 1000, hand - monotonic));
	until(&wait, reception_next_start(loop->reception) - monotonic);
	*out_wait = wait;
	return true;
}

static void begin_stop(Loop *loop)
{
	loop->is_stopping = true;
	loop->stop_by = world_monotonic_milliseconds() + STOP_PATIENCE_MILLISECONDS;
	reception_stop(loop->reception);
	dispatch_stop(loop->dispatch);
}

/* A mistake in a configuration that is to be read again must not stop what runs. */
static bool may_reload(const Loop *loop)
{
	g_autoptr(GPtrArray) problems = problems_new();
	g_autoptr(Engine) engine =
		engine_new(loop->engine->config_path, loop->engine->world, problems);
	for (guint i = 0; engine == NULL && i < problems->len; i++) {
		g_autofree char *text = problem_text(g_ptr_array_index(problems, i));
		log_event(LOG_LEVEL_ERROR, "configuration not reloaded", "why", text,
			  NULL);
	}
	return engine != NULL;
}

static void read_signals(Loop *loop)
{
	struct signalfd_siginfo info;
	while (read(loop->signals, &info, sizeof info) == (ssize_t)sizeof info) {
		if (info.ssi_signo == SIGCHLD || loop->is_stopping)
			continue;
		if (info.ssi_signo == SIGHUP && !may_reload(loop))
			continue;
		loop->is_reloading = info.ssi_signo == SIGHUP;
		begin_stop(loop);
	}
}

/* Pages kept for the next mail are given back when none comes. */
static void rest(const Loop *loop)
{
	store_rest(loop->engine->store);
	malloc_trim(0);
}

static bool wait_for_news(Loop *loop, int64_t wait, GError **error)
{
	g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(struct pollfd));
	struct pollfd signals = {.fd = loop->signals, .events = POLLIN};
	g_array_append_val(entries, signals);
	reception_add_poll(loop->reception, entries);
	dispatch_add_poll(loop->dispatch, entries);
	struct pollfd *list = (struct pollfd *)(void *)entries->data;
	int news = poll(list, entries->len, (int)wait);
	if (news < 0 && errno != EINTR)
		return fault(error, FAULT_SETUP, "poll: %s", g_strerror(errno));
	read_signals(loop);
	bool is_quiet = news == 0 && wait > 0;
	if (is_quiet && !loop->is_resting)
		rest(loop);
	loop->is_resting = is_quiet;
	return true;
}

/* ---- time itself -------------------------------------------------------- */

static bool feel_pulse(Loop *loop, GError **error)
{
	PulseNews news;
	if (loop->once ||
	    !pulse_beat(&loop->pulse, now_of(loop), world_steady_milliseconds(),
			world_monotonic_milliseconds(), WAIT_MAX_MILLISECONDS, &news))
		return true;
	loop->is_awake = false;
	loop->woke_at = now_of(loop);
	return gap_mend(loop->engine, loop->woke_at, &news, error);
}

/* New zone data moves working hours: everything is read again, as at SIGHUP. */
static void look_at_zones(Loop *loop)
{
	int64_t monotonic = world_monotonic_milliseconds();
	if (loop->once || loop->is_stopping ||
	    monotonic - loop->zones_seen < ZONES_LOOK_MILLISECONDS)
		return;
	loop->zones_seen = monotonic;
	if (!zone_data_has_changed())
		return;
	log_event(LOG_LEVEL_WARNING, "time zone data changed", NULL);
	zone_forget_all();
	if (!may_reload(loop))
		return;
	loop->is_reloading = true;
	begin_stop(loop);
}

static bool look_at_feeds(Loop *loop, GError **error)
{
	int64_t monotonic = world_monotonic_milliseconds();
	if (loop->once || loop->is_stopping ||
	    monotonic - loop->feeds_seen < FEEDS_LOOK_MILLISECONDS)
		return true;
	loop->feeds_seen = monotonic;
	return feeds_look(loop->engine, now_of(loop), error);
}

/* ---- what is due -------------------------------------------------------- */

/* Duties wait until the mail that came before them is taken in: a vote beats its
 * deadline. */
static bool do_duties(Loop *loop, size_t *out_done, GError **error)
{
	Instant due = INSTANT_NONE;
	loop->judged_at = now_of(loop);
	if (!duties_next_instant(loop->engine->store, &due, error))
		return false;
	if (due == INSTANT_NONE || due > loop->judged_at)
		return true;
	const GPtrArray *posts = reception_posts(loop->reception);
	Horizon horizon = horizon_find(posts, loop->judged_at);
	if (horizon.judged < due)
		horizon_ask(posts, due, loop->judged_at);
	return upkeep_run(loop->engine, loop->judged_at, horizon, DUTIES_A_COMMIT,
			  out_done, error);
}

/* Nobody is reminded of what they answered while we were away. */
static void wake_up(Loop *loop)
{
	if (loop->is_awake)
		return;
	Instant now = now_of(loop);
	const GPtrArray *posts = reception_posts(loop->reception);
	loop->is_awake = horizon_find(posts, now).hurried >= loop->woke_at;
	if (!loop->is_awake)
		horizon_ask(posts, loop->woke_at, now);
}

static bool do_what_is_due(Loop *loop, bool *out_any, GError **error)
{
	size_t done = 0;
	bool is_sent = false;
	if (loop->is_stopping || (loop->once && !reception_is_all_read(loop->reception)))
		return true;
	if (!horizon_watch(loop->engine, reception_posts(loop->reception), now_of(loop),
			   error))
		return false;
	wake_up(loop);
	if (!do_duties(loop, &done, error) ||
	    !dispatch_send(loop->dispatch, now_of(loop), loop->is_awake, &is_sent, error))
		return false;
	*out_any = done > 0 || is_sent;
	return true;
}

/* ---- ends --------------------------------------------------------------- */

static bool is_any_running(const Loop *loop)
{
	return reception_is_running(loop->reception) ||
	       dispatch_is_running(loop->dispatch);
}

static bool is_over(const Loop *loop)
{
	return loop->is_stopping &&
	       (!is_any_running(loop) || world_monotonic_milliseconds() > loop->stop_by);
}

static bool turn(Loop *loop, GError **error)
{
	bool is_any = false;
	int64_t wait = 0;
	look_at_zones(loop);
	if (!feel_pulse(loop, error) || !staff_refresh(loop->engine, error) ||
	    !look_at_feeds(loop, error) || !watch_edges(loop, error) ||
	    !listen_all(loop, error) || !do_what_is_due(loop, &is_any, error) ||
	    !flush(loop, error))
		return false;
	if (loop->once && !loop->is_stopping && reception_is_all_read(loop->reception) &&
	    !is_any && !dispatch_is_busy(loop->dispatch))
		begin_stop(loop);
	if (is_over(loop))
		return true;
	if (!is_any && !loop->is_stopping && !wait_time(loop, &wait, error))
		return false;
	notify_say("WATCHDOG=1");
	if (!loop->is_resting)
		until(&wait, QUIET_MILLISECONDS);
	return wait_for_news(loop, loop->is_stopping ? 200 : wait, error);
}

static LoopEnd end_of(const Loop *loop)
{
	Fault worst = FAULT_REFUSED;
	(void)dispatch_has_failed(loop->dispatch, &worst);
	if (worst != FAULT_SETUP)
		(void)reception_has_failed(loop->reception, &worst);
	if (loop->is_reloading)
		return LOOP_RELOAD;
	if (!loop->once || worst == FAULT_REFUSED)
		return LOOP_STOPPED;
	return worst == FAULT_SETUP ? LOOP_SETUP : LOOP_LATER;
}

static int open_signals(void)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGCHLD);
	(void)sigprocmask(SIG_BLOCK, &set, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
	return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

static bool serve(Loop *loop, GError **error)
{
	if (!upkeep_recover(loop->engine, now_of(loop), error))
		return false;
	notify_say("READY=1");
	while (!is_over(loop)) {
		if (!turn(loop, error))
			return false;
	}
	return true;
}

bool loop_run(Engine *engine, bool once, LoopEnd *out_end, GError **error)
{
	g_autoptr(StoreClaim) claim = store_claim(engine->config->store, error);
	if (claim == NULL)
		return false;
	Loop loop = {.engine = engine,
		     .reception = reception_new(engine, once),
		     .dispatch = dispatch_new(engine, once),
		     .signals = open_signals(),
		     .woke_at = world_now(engine->world),
		     .once = once};
	bool is_well = serve(&loop, error);
	if (is_well)
		*out_end = end_of(&loop);
	dispatch_free(loop.dispatch);
	reception_free(loop.reception);
	close(loop.signals);
	return is_well;
}
