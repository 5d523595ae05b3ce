#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <vector>

#include "daemon/web/authorization.hpp"
#include "daemon/web/gate.hpp"
#include "daemon/web/password.hpp"
#include "daemon/web/rate_limit.hpp"
#include "daemon/web/verdict_cache.hpp"
#include "tests/web/client.hpp"

using namespace entangled::web;
using entangled::web::testing::run_until;

namespace {

// Made by `htpasswd -nbB -C 4` of Debian's apache2-utils 2.4: the password is "secret".
const std::string secret_hash = "$2y$04$wrvzqV6KghtuVkKjelDeLuyB0SRzNW69bKE5Co3qC2lHMKiHpWUpa";
// "alice:secret", "alice:wrong" and "mallory:secret", by the base64 of GNU coreutils.
const std::string alice = "Basic YWxpY2U6c2VjcmV0";
const std::string wrong = "Basic YWxpY2U6d3Jvbmc=";
const std::string mallory = "Basic bWFsbG9yeTpzZWNyZXQ=";

/// A gate on a loop of its own.
struct Fixture {
    boost::asio::io_context loop{1};
    Gate gate;

    explicit Fixture(Access access) { gate.use(std::make_shared<const Access>(std::move(access))); }

    /// Status of the refusal; 0 if there is none.
    unsigned ask(const std::string& target, const std::string& authorization)
    {
        std::optional<unsigned> status;
        begin(target, authorization, status);
        REQUIRE(run_until(loop, [&] { return status.has_value(); }));
        return *status;
    }

    void begin(const std::string& target, const std::string& authorization, std::optional<unsigned>& status)
    {
        boost::asio::co_spawn(loop, gate.refusal(target, authorization),
                              [&status](const std::exception_ptr&, const std::optional<Response>& refusal) {
                                  status = refusal ? refusal->status : 0;
                              });
    }
};

Access with_alice()
{
    Access access;
    access.users = {{"alice", secret_hash}};
    access.auth_exempt_paths = {"/-/healthy"};
    return access;
}

}  // namespace

TEST_CASE("users get in with their password only, exempt paths without")
{
    Fixture fixture(with_alice());
    // Twice: the second answer comes from what is remembered.
    for (int round = 0; round < 2; ++round) {
        CHECK(fixture.ask("/metrics", alice) == 0);
        CHECK(fixture.ask("/metrics", wrong) == 401);
        CHECK(fixture.ask("/metrics", mallory) == 401);
        CHECK(fixture.ask("/metrics", "") == 401);
    }
    CHECK(fixture.ask("/-/healthy", "") == 0);
    CHECK(fixture.ask("/-/healthy?x=1", "") == 0);
    CHECK(fixture.ask("http://host/-/healthy", "") == 0);
    CHECK(fixture.ask("/-/healthy/", "") == 401);
    CHECK(fixture.ask("/-/healthyx", "") == 401);
    CHECK(fixture.ask("/metrics?/-/healthy", "") == 401);
    CHECK(fixture.ask("*", "") == 401);
}

TEST_CASE("a new list of users holds from the next request")
{
    Fixture fixture(with_alice());
    CHECK(fixture.ask("/", alice) == 0);
    CHECK(fixture.ask("/", mallory) == 401);
    Access other;
    other.users = {{"mallory", secret_hash}};
    fixture.gate.use(std::make_shared<const Access>(other));
    CHECK(fixture.ask("/", alice) == 401);
    CHECK(fixture.ask("/", mallory) == 0);
    fixture.gate.use(std::make_shared<const Access>());
    CHECK(fixture.ask("/", "") == 0);
}

TEST_CASE("checks that wait are bounded, and what is known is not in their queue")
{
    Fixture fixture(with_alice());
    REQUIRE(fixture.ask("/", alice) == 0);
    std::vector<std::optional<unsigned>> answers(Gate::most_pending + 5);
    for (auto& answer : answers) fixture.begin("/", wrong, answer);
    std::optional<unsigned> known;
    fixture.begin("/", alice, known);
    const auto count = [&](unsigned status) {
        return std::count(answers.begin(), answers.end(), std::optional(status));
    };
    REQUIRE(run_until(fixture.loop, [&] { return known.has_value(); }));
    CHECK(*known == 0);
    REQUIRE(run_until(fixture.loop, [&] { return count(503) + count(401) == Gate::most_pending + 5; }));
    CHECK(count(503) == 5);
}

TEST_CASE("a gate may go while checks wait")
{
    std::vector<std::optional<unsigned>> answers(Gate::most_pending);
    Fixture fixture(with_alice());
    for (auto& answer : answers) fixture.begin("/", wrong, answer);
    fixture.loop.poll();
    fixture.gate.close();
    CHECK_FALSE(answers.back().has_value());
}

TEST_CASE("bcrypt hashes of all three prefixes are verified")
{
    for (const std::string prefix : {"$2a$", "$2b$", "$2y$"}) {
        const std::string hash = prefix + secret_hash.substr(4);
        CAPTURE(hash);
        CHECK(bcrypt_fault(hash).empty());
        CHECK(password_matches("secret", hash));
        CHECK_FALSE(password_matches("Secret", hash));
        CHECK_FALSE(password_matches("", hash));
    }
    CHECK_FALSE(password_matches(std::string("secret\0x", 8), secret_hash));
    CHECK_FALSE(password_matches(std::string("secret\0", 7), secret_hash));
    // The published vector of crypt_blowfish 1.3 for "U*U".
    CHECK(password_matches("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"));
}

TEST_CASE("what is not a usable bcrypt hash is told, without showing it")
{
    const auto hash =
        GENERATE(as<std::string>{}, "", "secret", "$2x$04$wrvzqV6KghtuVkKjelDeLuyB0SRzNW69bKE5Co3qC2lHMKiHpWUpa",
                 "$2y$04$short", "$2y$4$$wrvzqV6KghtuVkKjelDeLuyB0SRzNW69bKE5Co3qC2lHMKiHpWUpa",
                 "$2y$31$wrvzqV6KghtuVkKjelDeLuyB0SRzNW69bKE5Co3qC2lHMKiHpWUpa",
                 "$2y$03$wrvzqV6KghtuVkKjelDeLuyB0SRzNW69bKE5Co3qC2lHMKiHpWUpa",
                 "$2y$04$wrvzqV6KghtuVkKjelDeLuyB0SRzNW69bKE5Co3qC2lHMKiHpWUp-");
    CAPTURE(hash);
    const std::string fault = bcrypt_fault(hash);
    CHECK_FALSE(fault.empty());
    CHECK((hash.empty() || fault.find(hash) == std::string::npos));
    CHECK(fault.find("wrvz") == std::string::npos);
}

TEST_CASE("the scheme Basic is read as RFC 7617 has it, and nothing else")
{
    // The example of RFC 7617, 2.
    const auto aladdin = read_basic_authorization("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    REQUIRE(aladdin);
    CHECK(aladdin->user == "Aladdin");
    CHECK(aladdin->password == "open sesame");
    const auto colons = read_basic_authorization("bAsIc   YTpiOmM=");
    REQUIRE(colons);
    CHECK(colons->password == "b:c");
    for (const std::string header : {"", "Basic", "Basic ", "Basic =", "Basic ====", "Basic YQ==", "Bearer YTpi",
                                     "YTpi", "Basic YTpi!", "Basic YTp", "Basic YT pi", "Basic \xff\xff\xff\xff"}) {
        CAPTURE(header);
        CHECK_FALSE(read_basic_authorization(header));
    }
}

TEST_CASE("the cache is bounded, and wrong passwords do not drive out right ones")
{
    VerdictCache cache;
    const auto right = cache.digest("alice", secret_hash, "secret");
    CHECK_FALSE(cache.find(right));
    cache.keep(right, true);
    const auto first = cache.digest("alice", secret_hash, "guess0");
    for (std::size_t i = 0; i <= VerdictCache::capacity; ++i) {
        cache.keep(cache.digest("alice", secret_hash, "guess" + std::to_string(i)), false);
    }
    CHECK(cache.find(right) == std::optional(true));
    CHECK_FALSE(cache.find(first));
    CHECK(cache.find(cache.digest("alice", secret_hash, "guess1")) == std::optional(false));
    CHECK(cache.digest("ab", "c", "d") != cache.digest("a", "bc", "d"));
    CHECK(cache.digest("a", "bc", "d") != cache.digest("a", "b", "cd"));
    CHECK(VerdictCache{}.digest("a", "b", "c") != cache.digest("a", "b", "c"));
}

TEST_CASE("a bucket of tokens gives its burst at once and then one for each interval")
{
    using std::chrono::milliseconds;
    TokenBucket bucket({milliseconds{100}, 3});
    TokenBucket::Time now{std::chrono::hours{1}};
    const auto taken = [&](int tries) {
        int count = 0;
        for (int i = 0; i < tries; ++i) count += bucket.take(now) ? 1 : 0;
        return count;
    };
    CHECK(taken(10) == 3);
    now += milliseconds{99};
    CHECK(taken(10) == 0);
    now += milliseconds{1};
    CHECK(taken(10) == 1);
    now += milliseconds{250};
    CHECK(taken(10) == 2);
    now += std::chrono::hours{10};
    CHECK(taken(10) == 3);
}

TEST_CASE("requests past the rate are refused, exempt ones too")
{
    Access access;
    access.rate_limit = {std::chrono::hours{1}, 2};
    access.auth_exempt_paths = {"/-/healthy"};
    Fixture fixture(access);
    CHECK(fixture.ask("/", "") == 0);
    CHECK(fixture.ask("/", "") == 0);
    CHECK(fixture.ask("/-/healthy", "") == 429);
    // Other users are no reason to fill the bucket again.
    access.users = {{"alice", secret_hash}};
    fixture.gate.use(std::make_shared<const Access>(access));
    CHECK(fixture.ask("/", alice) == 429);
}
