/* token.c: keyed marks.
 *
 *   d12-3-a pppp mmmmmmmmmmmmmmmm   (without the spaces)
 *   |   | | |    `- HMAC over purpose, item, serial and person: 80 bits
 *   |   | | `------ short hash of the person, to find who is meant
 *   |   | `-------- key version, a to z
 *   |   `---------- serial, left out if it is 0
 *   `-------------- item, `0` for none
 *
 * SPDX-License-Identifier: MIT */
#include "mail/token.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"

#define PERSON_LENGTH	 4
#define MAC_LENGTH	 16
#define TAIL_LENGTH	 (1 + PERSON_LENGTH + MAC_LENGTH)
#define KEYS_MAX	 26
#define ORDER_DIGITS_MAX 9
#define REFERENCE_LABEL	 "Ref: "

struct TokenKeys {
	GPtrArray *secrets; /* of GBytes, version 1 first */
};

TokenKeys *token_keys_new(GPtrArray *secrets)
{
	g_assert(secrets->len >= 1 && secrets->len <= KEYS_MAX);
	TokenKeys *keys = g_new0(TokenKeys, 1);
	keys->secrets = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	for (guint i = 0; i < secrets->len; i++) {
		g_assert(g_bytes_get_size(g_ptr_array_index(secrets, i)) >= 32);
		g_ptr_array_add(keys->secrets,
				g_bytes_ref(g_ptr_array_index(secrets, i)));
	}
	return keys;
}

void token_keys_free(TokenKeys *keys)
{
	if (keys == NULL)
		return;
	g_ptr_array_unref(keys->secrets);
	g_free(keys);
}

void token_claim_free(TokenClaim *claim)
{
	if (claim == NULL)
		return;
	g_free(claim->item);
	g_free(claim->person);
	g_free(claim);
}

/* ---- keyed hashes ------------------------------------------------------- */

/* RFC 4648 base32, lower case: survives servers that fold the case of a local part. */
static void put_base32(GString *text, const guint8 *bytes, size_t letters)
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
	for (size_t i = 0; i < letters; i++) {
		size_t bit = i * 5;
		unsigned pair = (unsigned)bytes[bit / 8] << 8 | bytes[bit / 8 + 1];
		g_string_append_c(text, alphabet[pair >> (11 - bit % 8) & 31]);
	}
}

/* The parts are parted by a byte that none of them holds. */
static void put_mac(GString *text, const TokenKeys *keys, guint version,
		    const char *purpose, const char *first, const char *second,
		    size_t letters)
{
	GBytes *secret = g_ptr_array_index(keys->secrets, version - 1);
	gsize size = 0;
	const guchar *key = g_bytes_get_data(secret, &size);
	g_autoptr(GString) parted = g_string_sized_new(128);
	const char *parts[] = {purpose, first, second};
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		g_string_append_len(parted, parts[i], (gssize)strlen(parts[i]) + 1);
	guint8 mac[HASH_BYTES];
	hash_mac(key, size, parted->str, parted->len, mac);
	put_base32(text, mac, letters);
}

/* Every byte is looked at, whatever the first difference. */
static bool equal_in_constant_time(const char *a, const char *b, size_t length)
{
	unsigned difference = 0;
	for (size_t i = 0; i < length; i++)
		difference |= (unsigned char)a[i] ^ (unsigned char)b[i];
	return difference == 0;
}

/* ---- making ------------------------------------------------------------- */

static char *head_of(const char *item, int64_t serial)
{
	g_autoptr(GString) head = g_string_new(NULL);
	for (const char *c = item; *c != '\0'; c++) {
		if (g_ascii_isalnum(*c))
			g_string_append_c(head, g_ascii_tolower(*c));
	}
	if (head->len == 0)
		g_string_append_c(head, '0');
	if (serial != 0)
		g_string_append_printf(head, "-%" G_GINT64_FORMAT, serial);
	return g_strdup(head->str);
}

/* "apppp": the key, and the short hash of the person. */
static char *name_of(const TokenKeys *keys, guint version, const char *folded_person)
{
	GString *name = g_string_new(NULL);
	g_string_append_c(name, (char)('a' + version - 1));
	put_mac(name, keys, version, "person", "", folded_person, PERSON_LENGTH);
	return g_string_free(name, FALSE);
}

static void put_proof(GString *token, const TokenKeys *keys, guint version,
		      const char *head, const char *folded_person)
{
	put_mac(token, keys, version, "reply", head, folded_person, MAC_LENGTH);
}

char *token_make(const TokenKeys *keys, const char *item, const char *person,
		 int64_t serial)
{
	guint version = keys->secrets->len;
	g_autofree char *head = head_of(item, serial);
	g_autofree char *folded = g_ascii_strdown(person, -1);
	g_autofree char *name = name_of(keys, version, folded);
	GString *token = g_string_new(head);
	g_string_append_printf(token, "-%s", name);
	put_proof(token, keys, version, head, folded);
	return g_string_free(token, FALSE);
}

/* ---- whom they mean ----------------------------------------------------- */

struct TokenPersons {
	const TokenKeys *keys;
	GHashTable *by_name; /* "apppp" to GPtrArray of char *: few share one, if any */
};

static void add_person(TokenPersons *self, guint version, const char *person)
{
	g_autofree char *folded = g_ascii_strdown(person, -1);
	g_autofree char *name = name_of(self->keys, version, folded);
	GPtrArray *some = g_hash_table_lookup(self->by_name, name);
	if (some == NULL) {
		some = g_ptr_array_new_with_free_func(g_free);
		g_hash_table_insert(self->by_name, g_steal_pointer(&name), some);
	}
	g_ptr_array_add(some, g_strdup(person));
}

TokenPersons *token_persons_new(const TokenKeys *keys, GPtrArray *persons)
{
	TokenPersons *self = g_new0(TokenPersons, 1);
	self->keys = keys;
	self->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
					      (GDestroyNotify)g_ptr_array_unref);
	for (guint version = 1; version <= keys->secrets->len; version++)
		for (guint i = 0; i < persons->len; i++)
			add_person(self, version, g_ptr_array_index(persons, i));
	return self;
}

void token_persons_free(TokenPersons *self)
{
	if (self == NULL)
		return;
	g_hash_table_unref(self->by_name);
	g_free(self);
}

/* ---- reading ------------------------------------------------------------ */

static size_t digits_at(const char *text)
{
	return strspn(text, "0123456789");
}

/* "d12-3-": its length with the dash before the tail; 0 if the shape is another. */
static size_t head_length(const char *text)
{
	size_t at = g_ascii_isalpha(text[0]) ? 1 : 0;
	size_t digits = digits_at(text + at);
	if (digits == 0 || digits > 10 || text[at + digits] != '-')
		return 0;
	at += digits + 1;
	digits = digits_at(text + at);
	if (digits > 0 && digits <= 12 && text[at + digits] == '-')
		at += digits + 1;
	return at;
}

bool token_is_shaped(const char *text)
{
	g_autofree char *folded = g_ascii_strdown(text, -1);
	size_t head = head_length(folded);
	return head > 0 && strlen(folded + head) == TAIL_LENGTH &&
	       g_ascii_isalpha(folded[head]) &&
	       strspn(folded + head, "abcdefghijklmnopqrstuvwxyz234567") == TAIL_LENGTH;
}

static TokenClaim *claim_of(const char *head, const char *person)
{
	TokenClaim *claim = g_new0(TokenClaim, 1);
	const char *dash = strchr(head, '-');
	g_autofree char *item =
		dash != NULL ? g_strndup(head, (gsize)(dash - head)) : g_strdup(head);
	claim->item =
		g_str_equal(item, "0")
			? g_strdup("")
			: g_strdup_printf("%c-%s", g_ascii_toupper(item[0]), item + 1);
	claim->serial = dash != NULL ? g_ascii_strtoll(dash + 1, NULL, 10) : 0;
	claim->person = g_strdup(person);
	return claim;
}

static bool proves(const TokenPersons *self, guint version, const char *head,
		   const char *person, const char *proof)
{
	g_autofree char *folded = g_ascii_strdown(person, -1);
	g_autoptr(GString) expected = g_string_new(NULL);
	put_proof(expected, self->keys, version, head, folded);
	return strlen(proof) == expected->len &&
	       equal_in_constant_time(expected->str, proof, expected->len);
}

TokenClaim *token_read(const TokenPersons *self, const char *token)
{
	if (!token_is_shaped(token))
		return NULL;
	g_autofree char *folded = g_ascii_strdown(token, -1);
	size_t head_size = head_length(folded);
	const char *tail = folded + head_size;
	guint version = (guint)(*tail - 'a') + 1;
	if (version > self->keys->secrets->len)
		return NULL;
	g_autofree char *head = g_strndup(folded, head_size - 1);
	g_autofree char *name = g_strndup(tail, 1 + PERSON_LENGTH);
	const GPtrArray *some = g_hash_table_lookup(self->by_name, name);
	for (guint i = 0; some != NULL && i < some->len; i++) {
		const char *person = g_ptr_array_index(some, i);
		if (proves(self, version, head, person, tail + 1 + PERSON_LENGTH))
			return claim_of(head, person);
	}
	return NULL;
}

/* ---- where tokens stand ------------------------------------------------- */

char *token_address(const char *address, const char *token)
{
	const char *at = strrchr(address, '@');
	g_assert(at != NULL);
	return g_strdup_printf("%.*s+%s%s", (int)(at - address), address, token, at);
}

char *token_reference_line(const char *token)
{
	return g_strconcat(REFERENCE_LABEL, token, NULL);
}

/* Is it the first word of its line? */
static bool begins_line(const char *text, const char *word)
{
	while (word > text && word[-1] != '\n' && g_ascii_isspace(word[-1]))
		word--;
	return word == text || word[-1] == '\n';
}

/* The token behind a label with that colon, at the start of a line; NULL if there is
 * none. */
static char *reference_at(const char *text, const char *colon)
{
	size_t before = strcspn(REFERENCE_LABEL, ":");
	const char *label = colon - MIN((size_t)(colon - text), before);
	if (g_ascii_strncasecmp(label, REFERENCE_LABEL, strlen(REFERENCE_LABEL)) != 0 ||
	    !begins_line(text, label))
		return NULL;
	const char *written = label + strlen(REFERENCE_LABEL);
	g_autofree char *token = g_strndup(written, strcspn(written, "\n"));
	g_strchomp(token);
	return token_is_shaped(token) ? g_ascii_strdown(token, -1) : NULL;
}

char *token_find_reference(const char *text)
{
	char *token = NULL;
	/* There are fewer colons than lines. */
	for (const char *colon = strchr(text, ':'); colon != NULL && token == NULL;
	     colon = strchr(colon + 1, ':'))
		token = reference_at(text, colon);
	return token;
}

/* ---- message ids -------------------------------------------------------- */

static char *message_id_local(const TokenKeys *keys, guint version, const char *hash)
{
	GString *local = g_string_new(hash);
	g_string_append_c(local, '.');
	g_string_append_c(local, (char)('a' + version - 1));
	put_mac(local, keys, version, "message-id", "", hash, MAC_LENGTH);
	return g_string_free(local, FALSE);
}

/* Of a notice about an item, its letter and its number behind the count of its digits:
 * s15, s213, s41000. Ids that are made one after the other then stand together where they
 * are kept in order, and a store of millions does not write a page for each. */
static void put_order(GString *hash, const char *notice_key)
{
	if (!g_ascii_isalpha(notice_key[0]) || notice_key[1] != '-')
		return;
	const char *number = notice_key + 2;
	size_t digits = strspn(number, "0123456789");
	if (digits == 0 || digits > ORDER_DIGITS_MAX || number[digits] != ':')
		return;
	g_string_append_c(hash, g_ascii_tolower(notice_key[0]));
	g_string_append_c(hash, (char)('0' + digits));
	g_string_append_len(hash, number, (gssize)digits);
}

char *token_message_id(const TokenKeys *keys, const char *notice_key, const char *domain)
{
	g_autoptr(GString) hash = g_string_new(NULL);
	put_order(hash, notice_key);
	put_mac(hash, keys, 1, "notice", "", notice_key, 24);
	g_autofree char *local = message_id_local(keys, keys->secrets->len, hash->str);
	return g_strdup_printf("%s@%s", local, domain);
}

bool token_is_our_message_id(const TokenKeys *keys, const char *message_id)
{
	const char *at = strchr(message_id, '@');
	const char *dot = strchr(message_id, '.');
	if (at == NULL || dot == NULL || dot > at || at - dot != 2 + MAC_LENGTH)
		return false;
	guint version = (guint)(g_ascii_tolower(dot[1]) - 'a') + 1;
	if (version < 1 || version > keys->secrets->len)
		return false;
	g_autofree char *hash = g_ascii_strdown(message_id, dot - message_id);
	g_autofree char *written = g_ascii_strdown(message_id, at - message_id);
	g_autofree char *expected = message_id_local(keys, version, hash);
	return strlen(expected) == strlen(written) &&
	       equal_in_constant_time(expected, written, strlen(expected));
}
