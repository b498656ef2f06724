/* signature.c: signatures of whole mails, verified in a child.
 *
 * Only a mail whose outermost part is signed counts, be the signature beside the text or
 * around it: then every word that is read from it was signed.
 *
 * SPDX-License-Identifier: MIT */
#include "mail/signature.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/hash.h"
#include "mail/library.h"
#include "mail/mend.h"
#include "mail/message.h"
#include "mail/opaque.h"

#define CHILD_MILLISECONDS 10000
#define ANSWER_MAX_BYTES   512

void signature_facts_free(SignatureFacts *facts)
{
	if (facts == NULL)
		return;
	g_free(facts->fingerprint);
	g_free(facts->digest);
	g_free(facts);
}

/* ---- the signed part ---------------------------------------------------- */

typedef struct {
	GMimeMultipartSigned *multipart; /* text and signature side by side; borrowed */
	GByteArray *wrapper, *content;	 /* or the one around the other */
} SignedPart;

static void signed_part_clear(SignedPart *part)
{
	g_clear_pointer(&part->wrapper, g_byte_array_unref);
	g_clear_pointer(&part->content, g_byte_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(SignedPart, signed_part_clear)

static bool find_signed(GMimeMessage *mime, SignedPart *out)
{
	GMimeObject *top = mime != NULL ? g_mime_message_get_mime_part(mime) : NULL;
	if (top != NULL && GMIME_IS_MULTIPART_SIGNED(top) &&
	    g_mime_multipart_get_count(GMIME_MULTIPART(top)) == 2)
		out->multipart = GMIME_MULTIPART_SIGNED(top);
	else if (top != NULL && GMIME_IS_PART(top))
		out->content = opaque_unwrap(GMIME_PART(top), &out->wrapper);
	return out->multipart != NULL || out->content != NULL;
}

/* As its text is read, or another part than the one that is read would be verified. */
static GMimeMessage *parse(GBytes *raw)
{
	gsize size = 0;
	const char *bytes = g_bytes_get_data(raw, &size);
	(void)library_options();
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_buffer(bytes, size);
	g_autoptr(GMimeStream) mended =
		mend(stream, bytes, size, MESSAGE_LIMITS_DEFAULT.max_parts);
	g_autoptr(GMimeParser) parser = g_mime_parser_new_with_stream(mended);
	return g_mime_parser_construct_message(parser, library_options());
}

/* Owned; NULL: they cannot be written. */
static GByteArray *signed_bytes(const SignedPart *part)
{
	if (part->content != NULL)
		return g_byte_array_ref(part->content);
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new_with_byte_array(bytes);
	g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream), FALSE);
	GMimeObject *content =
		g_mime_multipart_get_part(GMIME_MULTIPART(part->multipart), 0);
	bool is_written = content != NULL &&
			  g_mime_object_write_to_stream(content, NULL, stream) >= 0;
	return is_written ? g_steal_pointer(&bytes) : NULL;
}

/* What was signed, by whom and when: the same under another header is the same act, and
 * so is the same signature written otherwise. Its bytes can be changed and stay good:
 * armour has comments, and some of what a signature holds is not signed itself. White
 * space is left out, since some signatures do not mind it. */
static char *digest_of(const SignedPart *part, const SignatureFacts *facts)
{
	g_autoptr(GByteArray) bytes = signed_bytes(part);
	if (bytes == NULL)
		return NULL;
	g_autoptr(GString) act = g_string_sized_new(bytes->len + 128);
	g_string_append_printf(act, "%s %" G_GINT64_FORMAT " ", facts->fingerprint,
			       facts->made);
	for (guint i = 0; i < bytes->len; i++)
		if (!g_ascii_isspace((char)bytes->data[i]))
			g_string_append_c(act, (char)bytes->data[i]);
	return hash_text(act->str, act->len);
}

/* ---- in the child ------------------------------------------------------- */

/* Whether we trust the key is the configuration's word, so the web of trust is not asked.
 */
static void describe(GMimeSignature *signature, char *room, size_t size)
{
	GMimeSignatureStatus status = g_mime_signature_get_status(signature);
	GMimeCertificate *key = g_mime_signature_get_certificate(signature);
	const char *fingerprint =
		key != NULL ? g_mime_certificate_get_fingerprint(key) : NULL;
	const int spoiled =
		GMIME_SIGNATURE_STATUS_KEY_REVOKED | GMIME_SIGNATURE_STATUS_KEY_EXPIRED |
		GMIME_SIGNATURE_STATUS_SIG_EXPIRED | GMIME_SIGNATURE_STATUS_KEY_MISSING |
		GMIME_SIGNATURE_STATUS_BAD_POLICY | GMIME_SIGNATURE_STATUS_SYS_ERROR;
	if (((int)status & GMIME_SIGNATURE_STATUS_RED) != 0)
		g_snprintf(room, size, "bad");
	else if (((int)status & spoiled) != 0 || fingerprint == NULL)
		g_snprintf(room, size, "unknown");
	else
		g_snprintf(room, size, "good %.100s %lld", fingerprint,
			   (long long)g_mime_signature_get_created64(signature));
}

/* What was read from the wrapper must be what the program finds in it. */
static GMimeSignatureList *verify_wrapped(const SignedPart *part)
{
	g_autoptr(GMimeStream) in = g_mime_stream_mem_new_with_buffer(
		(const char *)part->wrapper->data, part->wrapper->len);
	g_autoptr(GMimeStream) out = g_mime_stream_mem_new();
	GMimeSignatureList *list = g_mime_crypto_context_verify(
		g_mime_pkcs7_context_new(), GMIME_VERIFY_NONE, in, NULL, out, NULL);
	const GByteArray *found = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(out));
	bool is_same = found->len == part->content->len &&
		       memcmp(found->data, part->content->data, found->len) == 0;
	return is_same ? list : NULL;
}

static void verify(const SignedPart *part, int to_fd)
{
	char room[ANSWER_MAX_BYTES] = "unknown";
	GMimeSignatureList *list =
		part->multipart != NULL
			? g_mime_multipart_signed_verify(part->multipart,
							 GMIME_VERIFY_NONE, NULL)
			: verify_wrapped(part);
	/* One signature; several would need a rule for what they say together. */
	if (list != NULL && g_mime_signature_list_length(list) == 1)
		describe(g_mime_signature_list_get_signature(list, 0), room, sizeof room);
	(void)!write(to_fd, room, strlen(room));
}

/* A program that asks the network, or a person, is not waited for. */
static char *answer_of(int fd, pid_t child)
{
	char room[ANSWER_MAX_BYTES] = "";
	struct pollfd entry = {.fd = fd, .events = POLLIN};
	int count = 0;
	do
		count = poll(&entry, 1, CHILD_MILLISECONDS);
	while (count < 0 && errno == EINTR);
	ssize_t got = count > 0 ? read(fd, room, sizeof room - 1) : 0;
	(void)kill(-child, SIGKILL);
	(void)kill(child, SIGKILL);
	while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
		continue;
	return g_strndup(room, got > 0 ? (gsize)got : 0);
}

static char *ask_child(const SignedPart *part, const char *home)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0)
		return g_strdup("");
	pid_t child = fork();
	if (child == 0) {
		(void)setpgid(0, 0);
		(void)setenv("GNUPGHOME", home, 1);
		verify(part, ends[1]);
		_exit(0);
	}
	close(ends[1]);
	char *answer = child > 0 ? answer_of(ends[0], child) : g_strdup("");
	close(ends[0]);
	return answer;
}

/* ---- the whole ---------------------------------------------------------- */

static void read_answer(SignatureFacts *facts, const char *answer)
{
	char fingerprint[101] = "";
	long long made = 0;
	facts->state = SIGNATURE_UNKNOWN;
	if (strcmp(answer, "bad") == 0)
		facts->state = SIGNATURE_BAD;
	if (sscanf(answer, "good %100[0-9A-Fa-f] %lld", fingerprint, &made) != 2)
		return;
	facts->state = SIGNATURE_GOOD;
	facts->fingerprint = g_ascii_strup(fingerprint, -1);
	facts->made = made > 0 ? made : INSTANT_NONE;
}

SignatureFacts *signature_verify(GBytes *raw, const char *home)
{
	SignatureFacts *facts = g_new0(SignatureFacts, 1);
	facts->made = INSTANT_NONE;
	g_autoptr(GMimeMessage) mime = parse(raw);
	g_auto(SignedPart) part = {0};
	if (!find_signed(mime, &part))
		return facts;
	g_autofree char *answer = ask_child(&part, home);
	read_answer(facts, answer);
	if (facts->state == SIGNATURE_GOOD)
		facts->digest = digest_of(&part, facts);
	return facts;
}
