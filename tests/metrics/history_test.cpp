#include "daemon/metrics/history.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/metrics/sample_cycle.hpp"

using namespace entangled;
using entangled::testing::noon;

namespace {

MetricFamily share(std::vector<MetricSample> samples)
{
    return {"entangled_share_ratio", "A \"share\".", "ratio", MetricType::gauge, {"reading"}, std::move(samples), {}};
}

std::string text_of(const MetricHistory& history)
{
    std::string text;
    CHECK(history.write([&](std::string_view piece) {
        text += piece;
        return true;
    }));
    return text;
}

Timestamp after(int steps) { return noon + std::chrono::hours{steps}; }

}  // namespace

TEST_CASE("families stand by name, their series by labels, and samples by time; a gap has no sample")
{
    MetricHistory history;
    REQUIRE(history.add(std::vector{share({{{"b"}, 0.5}, {{"a"}, 1}})}, after(0)).has_value());
    REQUIRE(history.add(std::vector{share({{{"b"}, 0.5}})}, after(1)).has_value());
    MetricFamily earlier{"entangled_a", "Ends in\na line.", {}, MetricType::stateset, {}, {{{}, 1}}, {}};
    REQUIRE(
        history.add(std::vector{share({{{"a"}, 1}, {{"b"}, 0.25}}), earlier}, after(2) + Duration{500}).has_value());
    CHECK(text_of(history) ==
          "# TYPE entangled_a gauge\n"
          "# HELP entangled_a Ends in\\na line.\n"
          "entangled_a 1 1787234400.5\n"
          "# TYPE entangled_share_ratio gauge\n"
          "# UNIT entangled_share_ratio ratio\n"
          "# HELP entangled_share_ratio A \\\"share\\\".\n"
          "entangled_share_ratio{reading=\"a\"} 1 1787227200\n"
          "entangled_share_ratio{reading=\"a\"} 1 1787234400.5\n"
          "entangled_share_ratio{reading=\"b\"} 0.5 1787227200\n"
          "entangled_share_ratio{reading=\"b\"} 0.5 1787230800\n"
          "entangled_share_ratio{reading=\"b\"} 0.25 1787234400.5\n"
          "# EOF\n");
    CHECK(history.families() == 2);
    CHECK(history.series() == 3);
    CHECK(history.samples() == 6);
    CHECK(history.samples_of("entangled_share_ratio") == 5);
    CHECK(history.samples_of("entangled_none") == 0);
}

TEST_CASE("common labels stand behind those of each series")
{
    auto history = MetricHistory::make({{"job", "entangled"}, {"instance", "a\"b:1"}});
    REQUIRE(history.has_value());
    const MetricFamily bare{"entangled_a", "A.", {}, MetricType::gauge, {}, {{{}, 1}}, {}};
    REQUIRE(history->add(std::vector{share({{{"x"}, 0.5}}), bare}, after(0)).has_value());
    const std::string text = text_of(*history);
    CHECK(text.find("\nentangled_a{job=\"entangled\",instance=\"a\\\"b:1\"} 1 1787227200\n") != std::string::npos);
    CHECK(text.find("\nentangled_share_ratio{reading=\"x\",job=\"entangled\",instance=\"a\\\"b:1\"} 0.5 ") !=
          std::string::npos);

    CHECK(MetricHistory::make({{"a b", "x"}}).error().detail == "'a b' is not a legal label name");
    CHECK(MetricHistory::make({{"__name__", "x"}}).error().detail == "'__name__' is not a legal label name");
    CHECK(MetricHistory::make({{"a", "x"}, {"a", "y"}}).error().detail == "the label a is there twice");
    auto clashing = MetricHistory::make({{"reading", "x"}});
    CHECK(clashing->add(std::vector{share({{{"x"}, 0.5}})}, after(0)).error().detail ==
          "the family entangled_share_ratio has a label reading of its own");
}

TEST_CASE("memory does not grow while nothing changes")
{
    MetricHistory history;
    const std::vector families{share({{{"a"}, 0.5}, {{"b"}, 1}})};
    for (int step = 0; step < 10'000; ++step) REQUIRE(history.add(families, after(step)).has_value());
    CHECK(history.samples() == 20'000);
    CHECK(history.runs() == 2);
}

TEST_CASE("a family without samples is not there, and an empty history is only its end")
{
    MetricHistory history;
    CHECK(text_of(history) == "# EOF\n");
    REQUIRE(history.add(std::vector{share({})}, after(0)).has_value());
    CHECK(text_of(history) == "# EOF\n");
    CHECK(history.families() == 0);
}

TEST_CASE("what cannot be a history is refused by name")
{
    MetricHistory history;
    REQUIRE(history.add(std::vector{share({{{"a"}, 1}})}, after(1)).has_value());
    const auto refusal = [&](MetricFamily family, int step) {
        const auto added = history.add(std::vector{std::move(family)}, after(step));
        return added ? std::string{} : added.error().detail;
    };
    CHECK(refusal(share({}), 1) == "2026-08-20T13:00:00Z is not later than 2026-08-20T13:00:00Z");
    CHECK(refusal(share({{{"a"}, 1}, {{"a"}, 2}}), 2) ==
          "the series entangled_share_ratio{reading=\"a\"} is there twice");
    CHECK(refusal(share({{{}, 1}}), 3) == "a sample of entangled_share_ratio has not one value for each label");
    MetricFamily other = share({});
    other.label_names = {"good"};
    CHECK(refusal(other, 4) == "the family entangled_share_ratio has changed its labels");
    other.type = MetricType::counter;
    CHECK(refusal(other, 5) == "the family entangled_share_ratio is neither a gauge nor a state set");
}

TEST_CASE("a sink that takes no more ends it")
{
    MetricHistory history;
    const std::vector families{share({{{"a"}, 0.5}})};
    for (int step = 0; step < 5'000; ++step) REQUIRE(history.add(families, after(step)).has_value());
    std::size_t pieces = 0;
    CHECK_FALSE(history.write([&](std::string_view piece) {
        CHECK(piece.size() < 70'000);
        return ++pieces < 2;
    }));
    CHECK(pieces == 2);
}
