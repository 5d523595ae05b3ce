#include <array>
#include <catch2/catch.hpp>

#include "daemon/config/duration_text.hpp"
#include "daemon/config/listen_address.hpp"
#include "daemon/config/nearest_name.hpp"
#include "daemon/config/problems.hpp"
#include "daemon/config/toml_nesting.hpp"

namespace entangled {
namespace {

using namespace std::chrono_literals;

TEST_CASE("durations have a unit and no sign")
{
    struct Row {
        std::string text;
        std::optional<Duration> expected;
    };
    const auto row = GENERATE(values<Row>({
        {"0s", 0ms},
        {"250ms", 250ms},
        {"60s", 60s},
        {"15m", 15min},
        {"2h", 2h},
        {"30d", 720h},
        {"2w", 336h},
        {"1h30m", 90min},
        {"1d12h30m15s5ms", 36h + 30min + 15s + 5ms},
        {"1m1ms", 60001ms},
        {"007s", 7s},
        {"36525d", 24h * 36525},
        {"36526d", std::nullopt},
        {"36525d1ms", std::nullopt},
        {"99999999999999999999s", std::nullopt},
        {"9223372036854775807w", std::nullopt},
        {"", std::nullopt},
        {"0", std::nullopt},
        {"60", std::nullopt},
        {"s", std::nullopt},
        {"-5s", std::nullopt},
        {"+5s", std::nullopt},
        {"1.5h", std::nullopt},
        {"5 s", std::nullopt},
        {" 5s", std::nullopt},
        {"5s ", std::nullopt},
        {"5S", std::nullopt},
        {"5y", std::nullopt},
        {"30m1h", std::nullopt},
        {"1m1m", std::nullopt},
        {"5sec", std::nullopt},
    }));
    CAPTURE(row.text);
    CHECK(parse_duration(row.text) == row.expected);
}

TEST_CASE("the nearest name is a few letters away, or a beginning")
{
    constexpr std::array<std::string_view, 8> known{"listen", "interval", "jitter",       "id",
                                                    "exit",   "warn",     "supply_share", "supply_hhi"};
    struct Row {
        std::string name;
        std::string_view expected;  ///< empty: none is near
    };
    const auto row = GENERATE(values<Row>({
        {"lisen", "listen"},    // missing
        {"listeen", "listen"},  // added
        {"lixten", "listen"},   // changed
        {"litsen", "listen"},   // swapped
        {"LISTEN", "listen"},   // letter case
        {"inteval", "interval"},
        {"intreval_", "interval"},  // two slips
        {"warning", "warn"},        // drawn out
        {"int", "interval"},        // cut short
        {"in", "id"},               // of short names one letter
        {"suply_hii", "supply_hhi"},
        {"supply-share", "supply_share"},
        {"port", ""},
        {"xy", ""},
        {"", ""},
        {std::string(1000, 'x'), ""},
    }));
    CAPTURE(row.name);
    CHECK(nearest_name(row.name, known).value_or("") == row.expected);
}

TEST_CASE("of two equally near names the first is meant")
{
    constexpr std::array<std::string_view, 2> known{"rate_a", "rate_b"};
    CHECK(nearest_name("rate_c", known) == "rate_a");
}

TEST_CASE("a hint lists the known names if none is near, unless they are many")
{
    constexpr std::array<std::string_view, 2> known{"text", "json"};
    CHECK(name_hint("jso", known) == "; did you mean 'json'?");
    CHECK(name_hint("yaml", known) == "; known are text, json");
    CHECK(near_name_hint("yaml", known).empty());
    CHECK(name_hint("yaml", {}).empty());
    CHECK(name_hint("yaml", std::vector<std::string_view>(17, "longer")).empty());
}

TEST_CASE("listen addresses are numbers with a port")
{
    struct Row {
        std::string text;
        std::string address;  ///< empty: refused
        std::uint16_t port;
    };
    const auto row = GENERATE(values<Row>({
        {"127.0.0.1:10930", "127.0.0.1", 10930},
        {"0.0.0.0:0", "0.0.0.0", 0},
        {"[::1]:10930", "::1", 10930},
        {"[::]:65535", "::", 65535},
        {"::1:10930", "", 0},
        {"[127.0.0.1]:10930", "", 0},
        {"127.0.0.1", "", 0},
        {"127.0.0.1:", "", 0},
        {"127.0.0.1:65536", "", 0},
        {"127.0.0.1:-1", "", 0},
        {"127.0.0.1: 1", "", 0},
        {"127.0.0.256:1", "", 0},
        {"127.1:1", "", 0},
        {"localhost:10930", "", 0},
        {":10930", "", 0},
        {"[]:10930", "", 0},
        {"10930", "", 0},
        {"", "", 0},
        {std::string("127.0.0.1\0x:1", 13), "", 0},
    }));
    CAPTURE(row.text);
    const auto listen = parse_listen_address(row.text);
    CHECK(listen.has_value() == !row.address.empty());
    if (!listen) return;
    CHECK(listen->address == row.address);
    CHECK(listen->port == row.port);
}

TEST_CASE("text in a message stays on one short line of valid UTF-8")
{
    CHECK(in_quotes("plain") == "'plain'");
    CHECK(in_quotes("a\nb\x1b[31m") == "'a\\x0ab\\x1b[31m'");
    CHECK(in_quotes(std::string(60, 'x')) == "'" + std::string(60, 'x') + "'");
    CHECK(in_quotes(std::string(61, 'x')) == "'" + std::string(60, 'x') + "...'");
    CHECK(in_quotes(std::string(59, 'x') + "\u00e9") == "'" + std::string(59, 'x') + "...'");
    CHECK(in_quotes(std::string(58, 'x') + "\u00e9y") == "'" + std::string(58, 'x') + "\u00e9...'");
}

TEST_CASE("depth counts brackets and parts of keys, not what stands in texts and comments")
{
    const std::string dots(200, '.');
    const std::string brackets(200, '[');
    CHECK_FALSE(nested_too_deep("a = \"" + dots + "\" # " + brackets));
    CHECK_FALSE(nested_too_deep("a = '" + brackets + "'"));
    CHECK_FALSE(nested_too_deep("a = \"\"\"\n" + brackets + "\n\\\"\"\" \"\" " + dots + "\"\"\"\"\"\nb = 1"));
    CHECK_FALSE(nested_too_deep("a = '''" + dots + "'' '''"));
    CHECK_FALSE(nested_too_deep("a = \"\\\"" + dots + "\""));
    const auto deep = nested_too_deep("\u00e9 = 1\nb = " + brackets);
    REQUIRE(deep);
    CHECK(deep->line == 2);
    CHECK(deep->column == 21);
    CHECK(nested_too_deep("a = \"\"\n" + std::string("b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r = 1")));
}

}  // namespace
}  // namespace entangled
