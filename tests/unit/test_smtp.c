/* test_smtp.c: what is said to mail servers, against the tables of the standards.
 *
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "transport/sasl.h"
#include "transport/scram.h"
#include "transport/smtp.h"

/* RFC 7677, 3. */
static void test_scram(void)
{
	static const char challenge[] =
		"r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
		"s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
	g_autoptr(Scram) scram =
		scram_new(SCRAM_SHA_256, "user", "pencil", "rOprNGfwEbeRWgbNEkqO");
	g_autofree char *first = scram_first(scram);
	g_assert_cmpstr(first, ==, "n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
	g_autofree char *final = scram_final(scram, challenge, NULL);
	g_assert_cmpstr(final, ==,
			"c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
			"p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
	g_assert_true(scram_check(
		scram, "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", NULL));
	g_assert_false(scram_check(
		scram, "v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", NULL));
	g_assert_false(scram_check(scram, "", NULL));
}

/* RFC 5802, 5. */
static void test_scram_sha_1(void)
{
	g_autoptr(Scram) scram =
		scram_new(SCRAM_SHA_1, "user", "pencil", "fyko+d2lbbFgONRv9qkxdawL");
	g_autofree char *first = scram_first(scram);
	g_autofree char *final =
		scram_final(scram,
			    "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,"
			    "s=QSXCR+Q6sek8bf92,i=4096",
			    NULL);
	g_assert_cmpstr(first, ==, "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL");
	g_assert_cmpstr(final, ==,
			"c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,"
			"p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=");
	g_assert_true(scram_check(scram, "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=", NULL));
	g_assert_false(scram_check(scram, "v=rmF9pqV8S7suAoZWja4dJRkFsKA=", NULL));
}

/* The best of what is offered, a token never as a password, a password never as a token.
 */
static void test_sasl_choice(void)
{
	static const struct {
		const char *offered, *chosen;
		bool is_token;
	} rows[] = {
		{"LOGIN PLAIN SCRAM-SHA-1 scram-sha-256", "SCRAM-SHA-256", false},
		{"LOGIN PLAIN SCRAM-SHA-1", "SCRAM-SHA-1", false},
		{"LOGIN PLAIN CRAM-MD5", "PLAIN", false},
		{"LOGIN", "LOGIN", false},
		{"XOAUTH2 OAUTHBEARER GSSAPI", NULL, false},
		{"PLAIN XOAUTH2 OAUTHBEARER", "OAUTHBEARER", true},
		{"PLAIN XOAUTH2", "XOAUTH2", true},
		{"PLAIN", NULL, true},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		SaslClaim claim = {.user = "u",
				   .secret = "s",
				   .host = "h",
				   .is_token = rows[i].is_token};
		g_auto(GStrv) words = g_strsplit(rows[i].offered, " ", -1);
		unsigned int offered = 0;
		for (int w = 0; words[w] != NULL; w++)
			offered |= sasl_mechanism(words[w]);
		g_autoptr(Sasl) sasl = sasl_new(offered, &claim);
		g_assert_cmpstr(sasl != NULL ? sasl_name(sasl) : NULL, ==,
				rows[i].chosen);
	}
}

/* What is said for each, and that a server which proves nothing is not believed. */
static void test_sasl_words(void)
{
	SaslClaim claim = {.user = "user", .secret = "pencil", .host = "h", .port = 25};
	g_autoptr(Sasl) plain = sasl_new(SASL_PLAIN, &claim);
	g_autofree char *first = sasl_first(plain);
	g_assert_cmpstr(first, ==, "AHVzZXIAcGVuY2ls");
	g_assert_true(sasl_is_mutual(plain, NULL));
	g_autoptr(Sasl) login = sasl_new(SASL_LOGIN, &claim);
	g_assert_null(sasl_first(login));
	g_autofree char *user = sasl_answer(login, "VXNlcm5hbWU6", NULL);
	g_autofree char *password = sasl_answer(login, "UGFzc3dvcmQ6", NULL);
	g_assert_cmpstr(user, ==, "dXNlcg==");
	g_assert_cmpstr(password, ==, "cGVuY2ls");
	g_autoptr(GError) error = NULL;
	g_autoptr(Sasl) scram = sasl_new(SASL_SCRAM_SHA_1, &claim);
	g_autofree char *unused = sasl_first(scram);
	g_assert_false(sasl_is_mutual(scram, &error));
	g_assert_error(error, FAULT, FAULT_SETUP);
	claim.is_token = true;
	g_autoptr(Sasl) token = sasl_new(SASL_XOAUTH2, &claim);
	g_autofree char *bearer = sasl_first(token);
	g_assert_cmpstr(bearer, ==, "dXNlcj11c2VyAWF1dGg9QmVhcmVyIHBlbmNpbAEB");
	g_autofree char *nothing = sasl_answer(token, "eyJzdGF0dXMiOiI0MDEifQ==", NULL);
	g_assert_cmpstr(nothing, ==, "");
	g_assert_cmpstr(sasl_reason(token), ==, "{\"status\":\"401\"}");
}

static void test_scram_nonsense(void)
{
	static const char *const challenges[] = {"",
						 "r=other,s=W22Z,i=4096",
						 "r=abcX,s=W22Z,i=1",
						 "r=abc,s=W22Z,i=4096",
						 "r=abcX,s=,i=4096",
						 "r=abcX,i=4096",
						 "r=abcX,s=W22Z,i=99999999999"};
	for (size_t i = 0; i < G_N_ELEMENTS(challenges); i++) {
		g_autoptr(Scram) scram = scram_new(SCRAM_SHA_256, "a,b=c", "x", "abc");
		g_autofree char *first = scram_first(scram);
		g_assert_cmpstr(first, ==, "n,,n=a=2Cb=3Dc,r=abc");
		g_autoptr(GError) error = NULL;
		g_assert_null(scram_final(scram, challenges[i], &error));
		g_assert_error(error, FAULT, FAULT_LATER);
	}
}

static void test_data(void)
{
	static const struct {
		const char *mail, *data;
	} rows[] = {
		{"a\nb\n", "a\r\nb\r\n.\r\n"},
		{"a\r\nb", "a\r\nb\r\n.\r\n"},
		{".\n", "..\r\n.\r\n"},
		{".a\n..b\n", "..a\r\n...b\r\n.\r\n"},
		{"a\rb\n", "a\rb\r\n.\r\n"},
		{"", ".\r\n"},
		{"\r\n.\r\nQUIT\r\n", "\r\n..\r\nQUIT\r\n.\r\n"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GBytes) mail =
			g_bytes_new_static(rows[i].mail, strlen(rows[i].mail));
		g_autoptr(GBytes) data = smtp_encode_data(mail);
		gsize size = 0;
		const char *bytes = g_bytes_get_data(data, &size);
		g_autofree char *text = g_strndup(bytes, size);
		g_assert_cmpstr(text, ==, rows[i].data);
	}
}

static void test_features(void)
{
	SmtpFeatures features = smtp_read_features(
		"mx.example greets\nPIPELINING\nSIZE 35882577\n8BITMIME\nSTARTTLS\n"
		"AUTH PLAIN\tLOGIN SCRAM-SHA-256\nAUTH=XOAUTH2\nSMTPUTF8");
	g_assert_true(features.has_pipelining && features.has_eight_bit &&
		      features.has_starttls && features.has_utf8);
	g_assert_cmpuint(features.size_max, ==, 35882577);
	g_assert_cmpuint(features.mechanisms, ==,
			 SASL_PLAIN | SASL_LOGIN | SASL_SCRAM_SHA_256 | SASL_XOAUTH2);
	/* The first line is the server's own name, whatever it is. */
	g_assert_false(smtp_read_features("STARTTLS").has_starttls);
}

static void test_addresses(void)
{
	g_assert_true(smtp_is_safe_address("a@b.example"));
	g_assert_true(smtp_is_safe_address(""));
	static const char *const bad[] = {"a@b>\r\nRCPT TO:<c@d", "a b@c", "<a@b>",
					  "a@b\x7f", "a\n@b"};
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
		g_assert_false(smtp_is_safe_address(bad[i]));
}

static void test_faults(void)
{
	g_assert_cmpint(smtp_fault_of(450), ==, FAULT_LATER);
	g_assert_cmpint(smtp_fault_of(421), ==, FAULT_LATER);
	g_assert_cmpint(smtp_fault_of(550), ==, FAULT_REFUSED);
	g_assert_cmpint(smtp_fault_of(552), ==, FAULT_LATER);
	g_assert_cmpint(smtp_fault_of(535), ==, FAULT_SETUP);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/smtp/scram", test_scram);
	g_test_add_func("/smtp/scram-sha-1", test_scram_sha_1);
	g_test_add_func("/smtp/sasl-choice", test_sasl_choice);
	g_test_add_func("/smtp/sasl-words", test_sasl_words);
	g_test_add_func("/smtp/scram-nonsense", test_scram_nonsense);
	g_test_add_func("/smtp/data", test_data);
	g_test_add_func("/smtp/features", test_features);
	g_test_add_func("/smtp/addresses", test_addresses);
	g_test_add_func("/smtp/faults", test_faults);
	return g_test_run();
}
