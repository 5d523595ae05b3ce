#include <openssl/ssl.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <catch2/catch.hpp>
#include <map>
#include <optional>
#include <random>
#include <string>

#include "daemon/web/client_certificate.hpp"
#include "daemon/web/server.hpp"
#include "daemon/web/tls_context.hpp"
#include "daemon/web/tls_names.hpp"
#include "tests/web/certificates.hpp"
#include "tests/web/client.hpp"

using namespace entangled::web;
using entangled::web::testing::Client;
using entangled::web::testing::Identity;
using entangled::web::testing::run_until;

namespace {

namespace asio = boost::asio;

struct World {
    Identity authority{"authority", ""};
    Identity server{"server", "DNS:localhost", &authority};
    Identity client{"client", "DNS:scraper.example", &authority};
    Identity unnamed{"client", "DNS:other.example", &authority};
    Identity other_authority{"other", ""};
    Identity stranger{"client", "DNS:scraper.example", &other_authority};
    Identity ended{"client", "DNS:scraper.example", &authority, -1};
};

const World& world()
{
    static const World made;
    return made;
}

TlsSettings settings()
{
    TlsSettings made;
    made.certificate = world().server.certificate_pem();
    made.key = world().server.key_pem();
    return made;
}

Response handle(const Request&) { return {200, "text/plain", {}, std::make_shared<const std::string>("fine"), {}}; }

/// A server that speaks TLS, and a client on its loop.
struct Fixture {
    asio::io_context loop{1};
    std::map<std::string, int> faults;
    std::optional<Server> server;

    explicit Fixture(const TlsSettings& wanted)
    {
        ServerEvents events;
        events.tls_failed = [this](std::string_view fault, std::string_view, std::string_view) {
            ++faults[std::string{fault}];
        };
        ServerLimits limits;
        limits.linger_timeout = std::chrono::milliseconds{50};
        server.emplace(Server::listen(loop.get_executor(), "127.0.0.1", 0, handle, events, limits).value());
        use(wanted);
    }

    void use(const TlsSettings& wanted)
    {
        Access access;
        access.tls = make_tls_context(wanted).context;
        REQUIRE(access.tls);
        server->use(std::make_shared<const Access>(access));
    }
};

/// A connection that speaks TLS, kept open until it goes.
class TlsClient {
  public:
    TlsClient(Fixture& fixture, const Identity* identity, int most = TLS1_3_VERSION)
        : fixture_(fixture), stream_(fixture.loop, context_)
    {
        SSL_set_max_proto_version(stream_.native_handle(), most);
        if (identity != nullptr) {
            const std::string key = identity->key_pem();
            SSL* ssl = stream_.native_handle();
            SSL_use_certificate(ssl, const_cast<X509*>(&identity->certificate()));
            BIO* bio = BIO_new_mem_buf(key.data(), static_cast<int>(key.size()));
            EVP_PKEY* read = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr);
            SSL_use_PrivateKey(ssl, read);
            EVP_PKEY_free(read);
            BIO_free(bio);
        }
        stream_.next_layer().connect({asio::ip::address_v4::loopback(), fixture.server->port()});
    }

    /// The answer to a request, or the reason why there is none.
    std::string ask()
    {
        if (!is_open_) {
            const auto error =
                await([this](auto done) { stream_.async_handshake(asio::ssl::stream_base::client, done); });
            if (error) return error.message();
            is_open_ = true;
        }
        const std::string request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
        await([&](auto done) {
            asio::async_write(stream_, asio::buffer(request), [done](auto error, std::size_t) { done(error); });
        });
        std::string answer(4096, '\0');
        std::size_t size = 0;
        const auto error = await([&](auto done) {
            stream_.async_read_some(asio::buffer(answer), [&size, done](auto failed, std::size_t count) {
                size = count;
                done(failed);
            });
        });
        return error ? error.message() : answer.substr(0, size);
    }

  private:
    Fixture& fixture_;
    asio::ssl::context context_{asio::ssl::context::tls_client};
    asio::ssl::stream<asio::ip::tcp::socket> stream_;
    bool is_open_{false};

    template <class Start>
    boost::system::error_code await(Start start)
    {
        std::optional<boost::system::error_code> result;
        start([&result](boost::system::error_code error) { result = error; });
        REQUIRE(run_until(fixture_.loop, [&] { return result.has_value(); }));
        return *result;
    }
};

bool is_served(const std::string& answer) { return answer.starts_with("HTTP/1.1 200 "); }

}  // namespace

TEST_CASE("who is let in is decided by the kind of client authentication")
{
    struct Case {
        ClientAuth auth;
        bool none, good, stranger, ended;
    };
    const auto c = GENERATE(values<Case>({{ClientAuth::none, true, true, true, true},
                                          {ClientAuth::request, true, true, true, true},
                                          {ClientAuth::require_any, false, true, true, true},
                                          {ClientAuth::verify_if_given, true, true, false, false},
                                          {ClientAuth::require_and_verify, false, true, false, false}}));
    const auto most = GENERATE(TLS1_2_VERSION, TLS1_3_VERSION);
    CAPTURE(static_cast<int>(c.auth), most);
    TlsSettings wanted = settings();
    wanted.client_auth = c.auth;
    wanted.client_ca = world().authority.certificate_pem();
    Fixture fixture(wanted);
    CHECK(is_served(TlsClient(fixture, nullptr, most).ask()) == c.none);
    CHECK(is_served(TlsClient(fixture, &world().client, most).ask()) == c.good);
    CHECK(is_served(TlsClient(fixture, &world().stranger, most).ask()) == c.stranger);
    CHECK(is_served(TlsClient(fixture, &world().ended, most).ask()) == c.ended);
    const int refused = static_cast<int>(!c.none) + static_cast<int>(!c.stranger) + static_cast<int>(!c.ended);
    CHECK(fixture.faults["client_certificate"] == refused);
}

TEST_CASE("of certificates that are in order only those with an allowed name are let in")
{
    TlsSettings wanted = settings();
    wanted.client_ca = world().authority.certificate_pem();
    wanted.client_allowed_sans = {"nobody.example", "scraper.example"};
    wanted.client_auth = ClientAuth::require_and_verify;
    Fixture verified(wanted);
    CHECK(is_served(TlsClient(verified, &world().client).ask()));
    CHECK_FALSE(is_served(TlsClient(verified, &world().unnamed).ask()));
    CHECK_FALSE(is_served(TlsClient(verified, &world().stranger).ask()));
    CHECK(verified.faults["client_certificate"] == 2);
    wanted.client_auth = ClientAuth::require_any;
    Fixture any(wanted);
    CHECK(is_served(TlsClient(any, &world().stranger).ask()));
    CHECK_FALSE(is_served(TlsClient(any, &world().unnamed).ask()));
}

TEST_CASE("a connection stays while nothing changes and ends after an answer once TLS has changed")
{
    Fixture fixture(settings());
    TlsClient client(fixture, nullptr);
    CHECK(is_served(client.ask()));
    const std::string kept = client.ask();
    CHECK(kept.find("Connection: close") == std::string::npos);
    fixture.use(settings());
    const std::string last = client.ask();
    CHECK(is_served(last));
    CHECK(last.find("Connection: close") != std::string::npos);
    CHECK_FALSE(is_served(client.ask()));
    CHECK(is_served(TlsClient(fixture, nullptr).ask()));
}

TEST_CASE("versions outside of the range are refused")
{
    TlsSettings wanted = settings();
    wanted.min_version = TlsVersion::tls13;
    Fixture fixture(wanted);
    CHECK(is_served(TlsClient(fixture, nullptr, TLS1_3_VERSION).ask()));
    CHECK_FALSE(is_served(TlsClient(fixture, nullptr, TLS1_2_VERSION).ask()));
    CHECK(fixture.faults["handshake"] == 1);
}

TEST_CASE("naming only suites of TLS 1.3 leaves only TLS 1.3")
{
    TlsSettings wanted = settings();
    wanted.cipher_suites = {"TLS_AES_128_GCM_SHA256"};
    Fixture fixture(wanted);
    CHECK(is_served(TlsClient(fixture, nullptr, TLS1_3_VERSION).ask()));
    CHECK_FALSE(is_served(TlsClient(fixture, nullptr, TLS1_2_VERSION).ask()));
}

TEST_CASE("plain HTTP on the port of TLS is told so")
{
    Fixture fixture(settings());
    Client client(fixture.loop, fixture.server->port());
    client.send("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
    const std::string answer = client.rest();
    CHECK(answer.starts_with("HTTP/1.1 400 "));
    CHECK(answer.ends_with("\r\n\r\nClient sent an HTTP request to an HTTPS server.\n"));
    CHECK(fixture.faults["plain_http"] == 1);
}

TEST_CASE("garbage in place of a handshake ends its own connection only")
{
    Fixture fixture(settings());
    std::mt19937 generator(20261122);
    std::uniform_int_distribution<int> size(1, 400);
    std::uniform_int_distribution<int> byte(0, 255);
    TlsClient good(fixture, nullptr);
    for (int round = 0; round < 100; ++round) {
        std::string bytes = round % 2 == 0 ? "\x16\x03\x01" : "\x01";
        for (int n = size(generator); n > 0; --n) bytes += static_cast<char>(byte(generator));
        Client bad(fixture.loop, fixture.server->port());
        bad.send(bytes);
        bad.finish_sending();
        CHECK(bad.rest().find("HTTP/1.1 200") == std::string::npos);
        if (round % 20 == 0) CHECK(is_served(good.ask()));
    }
    CHECK(fixture.faults["handshake"] + fixture.faults["closed"] == 100);
    CHECK(run_until(fixture.loop, [&] { return fixture.server->connections() == 1; }));
}

TEST_CASE("what cannot be used is named with its part, all at once")
{
    const auto said = [](const TlsSettings& wanted) {
        std::map<TlsPart, std::string> text;
        for (const auto& problem : make_tls_context(wanted).problems) text[problem.part] = problem.message;
        return text;
    };
    TlsSettings wanted;
    wanted.certificate = "none";
    wanted.key = "none";
    wanted.client_ca = "none";
    wanted.client_auth = ClientAuth::require_and_verify;
    wanted.min_version = TlsVersion::tls13;
    wanted.max_version = TlsVersion::tls12;
    wanted.cipher_suites = {"TLS_AES_128_GCM_SHA256"};
    CHECK(said(wanted).size() == 5);
    wanted = settings();
    CHECK(said(wanted).empty());
    wanted.key = world().client.key_pem();
    CHECK(said(wanted)[TlsPart::key] == "does not belong to the certificate");
    // `openssl genpkey -algorithm ed25519`: a key of another kind than the certificate's.
    wanted.key =
        "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
        "-----END PRIVATE KEY-----\n";
    CHECK(said(wanted)[TlsPart::key] == "does not belong to the certificate");
    wanted.key = world().server.key_pem("passphrase");
    CHECK(said(wanted)[TlsPart::key].starts_with("is not a private key in PEM without a passphrase"));
    wanted = settings();
    wanted.client_auth = ClientAuth::verify_if_given;
    wanted.client_ca =
        world().authority.certificate_pem() + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    CHECK(said(wanted)[TlsPart::client_ca].starts_with("is not a list of certificates in PEM"));
}

TEST_CASE("names of a certificate are compared letter by letter, addresses by what they are")
{
    const Identity identity("x",
                            "DNS:a.example,DNS:*.b.example,email:ops@a.example,URI:spiffe://a/b,IP:10.0.0.1,"
                            "IP:2001:db8::1");
    const std::vector<std::string> expected{"a.example",    "*.b.example", "ops@a.example",
                                            "spiffe://a/b", "10.0.0.1",    "2001:db8::1"};
    CHECK(alternative_names(identity.certificate()) == expected);
    for (const auto& name : expected) CHECK(has_allowed_name(identity.certificate(), {"none", name}));
    CHECK(has_allowed_name(identity.certificate(), {"2001:0db8:0::0001"}));
    for (const std::string name : {"A.example", "c.b.example", "a.example.", "x", "", "10.0.0.2"}) {
        CAPTURE(name);
        CHECK_FALSE(has_allowed_name(identity.certificate(), {name}));
    }
    CHECK(alternative_names(Identity("x", "").certificate()).empty());
}

TEST_CASE("every name of a suite, a curve, a version or a kind of authentication has a meaning")
{
    std::vector<std::string> suites;
    for (const auto name : cipher_suite_names()) suites.emplace_back(name);
    const std::string ciphers = openssl_ciphers(suites);
    CHECK(ciphers.starts_with("ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"));
    CHECK(ciphers.ends_with(":AES128-SHA:AES256-SHA"));
    CHECK(ciphers.find("NONE") == std::string::npos);
    CHECK(static_cast<std::size_t>(std::count(ciphers.begin(), ciphers.end(), ':')) == suites.size() - 4);
    CHECK(openssl_ciphers({"TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"}) ==
          "AES128-SHA:ECDHE-RSA-AES128-GCM-SHA256");
    CHECK(openssl_groups({"X25519", "CurveP521", "CurveP256", "CurveP384"}) == "X25519:P-521:P-256:P-384");
    for (const auto name : client_auth_names()) CHECK(client_auth_named(name));
    CHECK(client_auth_named("RequireClientCert") == ClientAuth::require_any);
    CHECK_FALSE(client_auth_named("requireanyclientcert"));
    CHECK(tls_version_named("TLS12") == TlsVersion::tls12);
    CHECK_FALSE(tls_version_named("TLS14"));
}
