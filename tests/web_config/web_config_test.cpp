#include "daemon/web_config/web_config.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "daemon/web/tls_context.hpp"
#include "tests/web/certificates.hpp"

using namespace entangled;
using web::testing::Identity;

namespace {

namespace fs = std::filesystem;

/// A folder with certificates in which a web configuration is written.
class Folder {
  public:
    Folder() : path_(fs::temp_directory_path() / ("entangled-web-" + std::to_string(::getpid())))
    {
        fs::create_directories(path_);
        const Identity authority("authority", "");
        const Identity server("server", "DNS:localhost", &authority);
        const Identity other("other", "DNS:localhost", &authority);
        const Identity ended("ended", "DNS:localhost", &authority, -300);
        write("ca.pem", authority.certificate_pem());
        write("server.pem", server.certificate_pem());
        write("server.key", server.key_pem());
        write("locked.key", server.key_pem("passphrase"));
        write("other.key", other.key_pem());
        write("ended.pem", ended.certificate_pem());
        write("ended.key", ended.key_pem());
        write("garbage.pem", "none\n");
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { fs::remove_all(path_); }

    void write(const std::string& name, const std::string& text) const
    {
        std::ofstream(path_ / name, std::ios::binary) << text;
    }

    [[nodiscard]] LoadedWebConfig load(const std::string& text) const
    {
        write("web.yml", text);
        return load_web_config((path_ / "web.yml").string(),
                               std::chrono::floor<Duration>(std::chrono::system_clock::now()));
    }

    /// What is wrong with the text, a line for each, with names as seen from the folder.
    [[nodiscard]] std::string said_of(const std::string& text) const
    {
        const LoadedWebConfig loaded = load(text);
        CHECK((loaded.access == nullptr) == !loaded.errors.empty());
        std::string said;
        for (const auto& error : loaded.errors) said += to_string(error) + '\n';
        for (const auto& warning : loaded.warnings) said += "warning: " + to_string(warning) + '\n';
        const std::string prefix = path_.string() + '/';
        for (auto at = said.find(prefix); at != std::string::npos; at = said.find(prefix))
            said.erase(at, prefix.size());
        return said;
    }

  private:
    fs::path path_;
};

const Folder& folder()
{
    static const Folder made;
    return made;
}

const std::string tls = "tls_server_config:\n  cert_file: server.pem\n  key_file: server.key\n";
const std::string hash = "$2y$04$wrvzqV6KghtuVkKjelDeLuyB0SRzNW69bKE5Co3qC2lHMKiHpWUpa";

}  // namespace

TEST_CASE("what the toolkit accepts is accepted without a word")
{
    const auto text = GENERATE_COPY(
        as<std::string>{}, "", "# nothing\n", "---\n", "tls_server_config:\n", "tls_server_config: {}\n", tls,
        tls + "  min_version: TLS10\n  max_version: TLS12\n",
        tls + "  cipher_suites:\n  - TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256\n  - TLS_AES_128_GCM_SHA256\n",
        tls + "  curve_preferences: [CurveP256, X25519]\n  prefer_server_cipher_suites: false\n",
        tls + "  client_auth_type: RequireAnyClientCert\n",
        tls +
            "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ca.pem\n  client_allowed_sans:\n  - a\n",
        tls + "  client_auth_type: VerifyClientCertIfGiven\n  client_ca_file: ca.pem\n  client_allowed_sans:\n",
        tls + "  client_auth_type: \"\"\n  client_ca_file: ''\n  cipher_suites:\n",
        tls +
            "http_server_config:\n  http2: false\n  headers:\n    X-Frame-Options: deny\n    X-XSS-Protection: \"\"\n"
            "    X-Content-Type-Options: nosniff\n    Content-Security-Policy: default-src 'none'\n"
            "    Strict-Transport-Security: max-age=31536000\n",
        tls + "basic_auth_users:\n  alice: " + hash + "\n  12: " + hash +
            "\nauth_exempt_paths: [/-/healthy, /-/ready]\n",
        "basic_auth_users:\n", "rate_limit:\n  interval: 1s\n  burst: 5\n", "rate_limit:\n  interval: 0\n  burst: 5\n",
        "rate_limit:\n  interval: 0\n");
    CAPTURE(text);
    CHECK(folder().said_of(text).empty());
}

TEST_CASE("every mistake is named where it stands, with what to do")
{
    struct Case {
        std::string text;
        std::string said;
    };
    const std::string use = "write what `htpasswd -nBC 10 NAME` prints after the colon\n";
    const auto c = GENERATE_COPY(values<Case>({
        {"tls_server_confg: {}\n", "web.yml:1:1: unknown key 'tls_server_confg'; did you mean 'tls_server_config'?\n"},
        {"a: [\n", "web.yml:2:1: not valid YAML: end of sequence flow not found\n"},
        {"a:\n\tb: 1\n", "web.yml:2:3: not valid YAML: illegal map value; lines begin with spaces, not with tabs\n"},
        {"- a\n", "web.yml:1:1: it must be keys with their values\n"},
        {"a: 1\n---\nb: 2\n", "web.yml: it holds more than one document\n"},
        {"? [a]\n: b\n", "web.yml:1:3: a key must be text\n"},
        {"a: &x [*x]\n", "web.yml:1:4: it is nested too deep\n"},
        {"tls_server_config: yes\n", "web.yml:1:20: 'tls_server_config' must be a table, not the text 'yes'\n"},
        {"tls_server_config:\n  key_file: server.key\n",
         "web.yml:2:3: [tls_server_config]: 'cert_file' or 'cert' is missing\n"},
        {"tls_server_config:\n  client_auth_type: NoClientCert\n",
         "web.yml:2:3: [tls_server_config]: 'cert_file' or 'cert' is missing\n"
         "web.yml:2:3: [tls_server_config]: 'key_file' or 'key' is missing\n"},
        {tls + "  cert: abc\n",
         "web.yml:4:9: [tls_server_config]: 'cert' and 'cert_file' exclude each other: leave one "
         "out\n"},
        {"tls_server_config: {cert_file: none.pem, key_file: other.key}\n",
         "web.yml:1:32: [tls_server_config]: cannot read 'none.pem': No such file or directory\n"},
        {"tls_server_config: {cert_file: server.pem, key_file: other.key}\n",
         "web.yml:1:54: [tls_server_config]: 'key_file' does not belong to the certificate\n"},
        {"tls_server_config: {cert_file: server.pem, key: 5}\n",
         "web.yml:1:49: [tls_server_config]: 'key' must be text in PEM\n"},
        {tls + "  client_auth_type: RequireAndVerifyClientCert\n",
         "web.yml:4:21: [tls_server_config]: 'client_ca_file' or 'client_ca' is missing: nothing else says whose "
         "clients "
         "to let in\n"},
        {tls + "  client_ca_file: ca.pem\n",
         "web.yml:4:19: [tls_server_config]: 'client_ca_file' needs a "
         "'client_auth_type', for example RequireAndVerifyClientCert\n"},
        {tls + "  client_auth_type: RequestClientCert\n  client_allowed_sans: [a]\n",
         "web.yml:5:24: [tls_server_config]: 'client_allowed_sans' needs a 'client_auth_type' of RequireAnyClientCert "
         "or "
         "RequireAndVerifyClientCert\n"},
        {tls + "  client_auth_type: RequireAnyClientCert\n  client_allowed_sans: []\n",
         "web.yml:5:24: [tls_server_config]: 'client_allowed_sans' is empty, so nobody could connect: name a client or "
         "leave it out\n"},
        {tls + "  client_auth_type: Always\n",
         "web.yml:4:21: [tls_server_config]: 'client_auth_type' knows no 'Always'; known are NoClientCert, "
         "RequestClientCert, RequireAnyClientCert, VerifyClientCertIfGiven, RequireAndVerifyClientCert\n"},
        {tls + "  min_version: TLS13\n  max_version: TLS12\n",
         "web.yml:4:16: [tls_server_config]: min_version is above max_version\n"},
        {tls + "  cipher_suites: [TLS_AES_128_GCM_SHA256]\n  max_version: TLS12\n",
         "web.yml:4:18: [tls_server_config]: 'cipher_suites' names suites of TLS 1.3 only, which max_version "
         "excludes\n"},
        {tls + "  cipher_suites: [ECDHE-RSA-AES128-GCM-SHA256]\n  curve_preferences: [CurveP257]\n",
         "web.yml:4:19: [tls_server_config]: 'cipher_suites' knows no 'ECDHE-RSA-AES128-GCM-SHA256'\n"
         "web.yml:5:23: [tls_server_config]: 'curve_preferences' knows no 'CurveP257'; known are CurveP256, CurveP384, "
         "CurveP521, X25519\n"},
        {"http_server_config: {http2: true, headers: {Server: x, X-Frame-Options: allow}}\n",
         "web.yml:1:45: [http_server_config] headers: unknown header 'Server'; known are Content-Security-Policy, "
         "X-Frame-Options, X-Content-Type-Options, X-XSS-Protection, Strict-Transport-Security\n"
         "web.yml:1:73: [http_server_config] headers: 'X-Frame-Options' must be deny or sameorigin, not 'allow'\n"
         "warning: web.yml:1:29: [http_server_config]: 'http2' has no effect: HTTP/1.1 is spoken, which every client "
         "of "
         "HTTP/2 speaks, too\n"},
        {"http_server_config:\n  headers:\n    Content-Security-Policy: \"a\\r\\nSet-Cookie: b\"\n",
         "web.yml:3:30: [http_server_config] headers: 'Content-Security-Policy' must be one line of printable ASCII "
         "characters\n"},
        {"basic_auth_users:\n  alice:hunter2\n",
         "web.yml:2:3: 'basic_auth_users' must be names and hashes, with a space after each colon\n"},
        {"rate_limit:\n  interval: 10s\n  burst: 1000000000\n",
         "web.yml:3:10: [rate_limit]: 'burst' times 'interval' must be at most 365 days\n"},
        {"basic_auth_users:\n  alice: hunter2\n",
         "web.yml:2:10: [basic_auth_users]: the value of 'alice' is not a bcrypt hash, which begins with $2a$, $2b$ or "
         "$2y$; " +
             use},
        {"basic_auth_users:\n  alice: 12345678\n  bob: [a]\n",
         "web.yml:2:10: [basic_auth_users]: the value of 'alice' is not a bcrypt hash, which begins with $2a$, $2b$ or "
         "$2y$; " +
             use +
             "web.yml:3:8: [basic_auth_users]: the value of 'bob' is not a bcrypt hash, which begins with $2a$, $2b$ "
             "or "
             "$2y$; " +
             use},
        {"basic_auth_users:\n  alice: $2y$20" + hash.substr(6) + "\n",
         "web.yml:2:10: [basic_auth_users]: the value of 'alice' has a bcrypt cost of 20; it must be from 4 to 15, as "
         "each one more takes twice as long\n"},
        {tls + "basic_auth_users:\n  alice: " + hash + "\n  alice: " + hash + "\n",
         "web.yml:6:3: 'alice' stands there already, at web.yml:5\n"},
        {tls + "basic_auth_users:\n  'a:b': " + hash + "\n",
         "web.yml:5:3: [basic_auth_users]: 'a:b' cannot be a user: a name is not empty and has no colon\n"},
        {"basic_auth_users:\n  alice: " + hash + "\n",
         "warning: web.yml:2:3: [basic_auth_users]: without 'tls_server_config' passwords travel unencrypted\n"},
        {"auth_exempt_paths: [healthy]\n",
         "web.yml:1:21: 'auth_exempt_paths' must be exact paths such as /-/healthy, not 'healthy'\n"
         "warning: web.yml:1:20: 'auth_exempt_paths' has no effect without 'basic_auth_users'\n"},
        {"rate_limit: {interval: fast, burst: 0, brst: 1}\n",
         "web.yml:1:24: [rate_limit]: 'interval' must be a duration such as \"90s\", \"15m\", \"2h\" or \"30d\", at "
         "least "
         "\"0s\", not the text 'fast'\n"
         "web.yml:1:37: [rate_limit]: 'burst' must be a whole number from 1 to 1000000000, not 0\n"
         "web.yml:1:40: [rate_limit]: unknown key 'brst'; did you mean 'burst'?\n"},
        {"rate_limit: {interval: 1s}\n", "web.yml:1:13: [rate_limit]: 'burst' is missing\n"},
    }));
    CAPTURE(c.text);
    CHECK(folder().said_of(c.text) == c.said);
}

TEST_CASE("a key or certificate that cannot be read is told without showing it")
{
    const std::string garbage =
        folder().said_of("tls_server_config: {cert_file: garbage.pem, key_file: garbage.pem}\n");
    CHECK(garbage.find("'cert_file' is not a certificate in PEM\n") != std::string::npos);
    CHECK(garbage.find("'key_file' is not a private key in PEM without a passphrase (") != std::string::npos);
    const std::string locked = folder().said_of("tls_server_config: {cert_file: server.pem, key_file: locked.key}\n");
    CHECK(locked.find("'key_file' is not a private key in PEM without a passphrase (") != std::string::npos);
    const std::string ended = folder().said_of("tls_server_config: {cert_file: ended.pem, key_file: ended.key}\n");
    CHECK(ended.starts_with("warning: web.yml:1:32: [tls_server_config]: the certificate ended on "));
}

TEST_CASE("what stands in the file is what is served by")
{
    const auto loaded = folder().load(tls +
                                      "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: ca.pem\n"
                                      "  client_allowed_sans: [a, 10.0.0.1]\n"
                                      "http_server_config: {headers: {X-Frame-Options: deny}}\n"
                                      "basic_auth_users: {alice: " +
                                      hash +
                                      "}\n"
                                      "auth_exempt_paths: /-/healthy\nrate_limit: {interval: 1s, burst: 5}\n");
    REQUIRE(loaded.access);
    const web::Access& access = *loaded.access;
    REQUIRE(access.tls);
    CHECK(access.tls->settings.client_auth == web::ClientAuth::require_and_verify);
    CHECK(access.tls->settings.client_allowed_sans == std::vector<std::string>{"a", "10.0.0.1"});
    CHECK(access.users.at("alice") == hash);
    CHECK(access.auth_exempt_paths == std::vector<std::string>{"/-/healthy"});
    CHECK(access.headers.at(0).second == "deny");
    CHECK(access.rate_limit == web::RateLimit{std::chrono::seconds{1}, 5});
    CHECK_FALSE(loaded.is_empty);
    std::vector<std::string> names;
    for (const auto& file : loaded.files) names.push_back(fs::path(file).filename().string());
    CHECK(names == std::vector<std::string>{"web.yml", "server.pem", "server.key", "ca.pem"});
}

TEST_CASE("certificate and key may stand in the file itself")
{
    const Identity self("self", "DNS:localhost");
    const auto indented = [](const std::string& text) {
        std::string out = "    ";
        for (const char c : text) out += c == '\n' ? std::string("\n    ") : std::string(1, c);
        return out + '\n';
    };
    const auto loaded = folder().load("tls_server_config:\n  cert: |\n" + indented(self.certificate_pem()) +
                                      "  key: |\n" + indented(self.key_pem()));
    REQUIRE(loaded.access);
    CHECK(loaded.access->tls);
    CHECK(loaded.files.size() == 1);
}

TEST_CASE("texts that would overwhelm a reader are refused")
{
    std::string laughs = "a: &a [x,x,x,x,x,x,x,x,x]\n";
    for (char c = 'b'; c < 'j'; ++c) {
        const std::string last(1, static_cast<char>(c - 1));
        laughs += std::string(1, c) + ": &" + c + " [";
        for (int i = 0; i < 9; ++i) laughs += (i == 0 ? "*" : ",*") + last;
        laughs += "]\n";
    }
    CHECK(folder().said_of(laughs).find("its aliases make it too large") != std::string::npos);
    CHECK_FALSE(folder().said_of("a: " + std::string(100'000, '[')).empty());
    CHECK_FALSE(folder().said_of(std::string(2'000'000, '#')).empty());
    CHECK_FALSE(folder().said_of(std::string("a: \xff\xfe\x00\x01", 7)).empty());
}

TEST_CASE("no file is plain HTTP for anybody; a file that is not there is an error")
{
    const auto none = load_web_config("", {});
    REQUIRE(none.access);
    CHECK(*none.access == web::Access{});
    CHECK(none.files.empty());
    const auto missing = load_web_config("/nonexistent/web.yml", {});
    CHECK_FALSE(missing.access);
    REQUIRE(missing.errors.size() == 1);
    CHECK(to_string(missing.errors[0]) ==
          "/nonexistent/web.yml: cannot read the web configuration: No such file or directory");
    CHECK(folder().load("# nothing\n").is_empty);
}
