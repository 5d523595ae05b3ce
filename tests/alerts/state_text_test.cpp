#include "daemon/alerts/state_text.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "tests/alerts/generators.hpp"
#include "tests/alerts/trace.hpp"

using namespace entangled;
using namespace entangled::trace;

namespace {

AlertStates example()
{
    AlertInstance instance;
    instance.phase = AlertPhase::held;
    instance.held_phase = AlertPhase::clearing;
    instance.since = start;
    instance.held_since = start + days{1};
    instance.beyond_since = start;
    instance.inside_since = start + Duration{1};
    instance.cleared_at = Timestamp{Duration{-1}};
    instance.releases_beyond = 3;
    instance.last_period = parse_period("2024-07");
    instance.last_value = 0.1;
    instance.seen_ok = true;
    return {{{"magnet_flow", "us_magnets"}, instance}, {{"truce", "\"quoted\"\n\xff"}, AlertInstance{}}};
}

/// The text with `from` replaced once.
std::string with(const std::string& from, const std::string& to)
{
    std::string text = to_json(example());
    const auto place = text.find(from);
    REQUIRE(place != std::string::npos);
    return text.replace(place, from.size(), to);
}

std::string error_of(std::string_view text) { return from_json(text, "alerts.json").error().detail; }

}  // namespace

TEST_CASE("states go to text and back, exactly", "[alerts]")
{
    CHECK(from_json(to_json({}), "x").value().empty());
    CHECK(from_json(to_json(example()), "x").value() == example());
    AlertStates states = example();
    const auto value = GENERATE(0.1, -0.0, 1.0 / 3.0, std::numeric_limits<double>::min(), 5e-324,
                                std::numeric_limits<double>::max(), 1e22, 123456789.123456789);
    states.begin()->second.last_value = value;
    CHECK(from_json(to_json(states), "x").value() == states);
    CHECK(std::signbit(from_json(to_json(states), "x").value().begin()->second.last_value.value()) ==
          std::signbit(value));
}

TEST_CASE("any states go to text and back", "[alerts][property]")
{
    REQUIRE(rc::check([] {
        const auto states = any_states();
        const auto text = to_json(states);
        RC_ASSERT(from_json(text, "x").value() == states);
        RC_ASSERT(to_json(from_json(text, "x").value()) == text);
    }));
}

TEST_CASE("every truncated text is an error that says where", "[alerts]")
{
    const std::string text = to_json(example());
    for (std::size_t length = 0; length < text.size(); ++length) {
        CAPTURE(length);
        const auto read = from_json(std::string_view(text).substr(0, length), "alerts.json");
        REQUIRE(read.has_error());
        CHECK(read.error().code == Errc::bad_value);
        CHECK(read.error().detail.find("alerts.json:") == 0);
    }
}

TEST_CASE("damaged bytes never crash", "[alerts][property]")
{
    const std::string text = to_json(example());
    REQUIRE(rc::check([&] {
        std::string damaged = text;
        for (int i = *rc::gen::inRange(1, 5); i > 0; --i) {
            damaged[*rc::gen::inRange<std::size_t>(0, damaged.size())] = *rc::gen::arbitrary<char>();
        }
        const auto read = from_json(damaged, "x");
        if (!read) RC_ASSERT(!read.error().detail.empty());
    }));
}

TEST_CASE("an error names the file and what is wrong", "[alerts]")
{
    CHECK(error_of("") == "alerts.json:1:1: incomplete JSON");
    CHECK(error_of("{\"version\":1,\n  x") == "alerts.json:2:3: syntax error");
    CHECK(error_of("{} x") == "alerts.json:1:4: extra data");
    CHECK(error_of("[]") == "alerts.json: is not an object");
    CHECK(error_of("{\"alerts\":[]}") == "alerts.json: version is not 1");
    CHECK(error_of("{\"version\":2,\"alerts\":[]}") == "alerts.json: version is not 1");
    CHECK(error_of("{\"version\":1}") == "alerts.json: alerts is not a list");
    CHECK(error_of("{\"version\":1,\"alerts\":[7]}") == "alerts.json: alerts[0] is not an object");
    CHECK(error_of("{\"version\":1,\"alerts\":[{}]}") == "alerts.json: alerts[0].alert is missing");
}

TEST_CASE("each member is checked", "[alerts]")
{
    struct Case {
        std::string from;
        std::string to;
        std::string expected;
    };
    const auto c = GENERATE(values<Case>({
        {"\"alert\":\"truce\"", "\"alert\":7", "alerts[1].alert is not a text"},
        {"\"held\"", "\"hold\"", "alerts[0].phase is not a phase"},
        {"\"clearing\"", "\"held\"", "alerts[0].held_phase is not a phase to return to"},
        {"\"cleared_at\":-1", "\"cleared_at\":-1.5", "alerts[0].cleared_at is not a time in whole milliseconds"},
        {"\"cleared_at\":-1", "\"cleared_at\":9000000000000000000", "alerts[0].cleared_at is outside the calendar"},
        {"\"releases_beyond\":3", "\"releases_beyond\":-3", "alerts[0].releases_beyond is not a count"},
        {"\"releases_beyond\":3", "\"releases_beyond\":4294967296", "alerts[0].releases_beyond is not a count"},
        {"\"2024-07\"", "\"2024-13\"", "alerts[0].last_period is not a period"},
        {"\"0.1\"", "\"0,1\"", "alerts[0].last_value is not a number in quotes"},
        {"\"0.1\"", "\"nan\"", "alerts[0].last_value is not a number in quotes"},
        {"\"armed\":true", "\"armed\":1", "alerts[0].armed is not true or false"},
        {",\"seen_ok\":true", "", "alerts[0].seen_ok is missing"},
    }));
    CHECK(error_of(with(c.from, c.to)) == "alerts.json: " + c.expected);
}

TEST_CASE("an instance stands once", "[alerts]")
{
    auto two = example();
    std::string text = to_json(two);
    const auto first = text.find('\n');
    const auto line = text.substr(first, text.find('\n', first + 1) - first);
    CHECK(error_of(text.insert(first, line)) == "alerts.json: alerts[1] stands there twice");
}

TEST_CASE("the text is one instance a line", "[alerts]")
{
    AlertInstance instance;
    instance.phase = AlertPhase::firing;
    instance.since = start;
    instance.last_value = 0.95;
    CHECK(to_json({{{"a", "b"}, instance}}) ==
          "{\"version\":1,\"alerts\":[\n"
          "{\"alert\":\"a\",\"instance\":\"b\",\"phase\":\"firing\",\"held_phase\":\"ok\",\"since\":1767225600000,"
          "\"releases_beyond\":0,\"last_value\":\"0.95\",\"armed\":true,\"seen_ok\":false}\n"
          "]}");
}
