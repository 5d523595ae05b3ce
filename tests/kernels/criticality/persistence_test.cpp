#include "indicators/kernels/criticality/persistence.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <limits>
#include <string>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

using Periods = std::vector<std::optional<bool>>;
using Verdicts = std::vector<PeriodVerdict>;

/// '+' held, '-' did not, '.' unknown.
Periods periods(const std::string& text)
{
    Periods list;
    for (const char c : text) list.push_back(c == '.' ? std::nullopt : std::optional{c == '+'});
    return list;
}

}  // namespace

TEST_CASE("two of three consecutive periods decide", "[kernels][criticality]")
{
    // Rule 4 of CEPII GeoDep (Lefebvre and Wibaux 2024); unknown periods by all their completions.
    struct Case {
        std::string trace;
        std::optional<bool> verdict;
    };
    const auto c = GENERATE(values<Case>({{"+++", true},
                                          {"+-+", true},
                                          {"-++", true},
                                          {"+--", false},
                                          {"---", false},
                                          {"+.+", true},
                                          {"+.-", std::nullopt},
                                          {".+.", std::nullopt},
                                          {"-.-", false},
                                          {"...", std::nullopt},
                                          {"++---", false},
                                          {"--+.+", true}}));
    CAPTURE(c.trace);
    CHECK(persistent(periods(c.trace)).value() == c.verdict);
}

TEST_CASE("a missing period is not replaced by the one before it", "[kernels][criticality]")
{
    // Held in 2019 and 2020, no data for 2021, not in 2022: the last three rows of the file would say yes.
    const Verdicts rows{{2022, false}, {2019, true}, {2020, true}};
    CHECK(persistent_at(rows, 2022).value() == std::nullopt);
    CHECK(persistent_at(rows, 2021).value() == std::optional{true});
    CHECK(persistent_at(rows, 2025).value() == std::nullopt);
    CHECK(persistent_at(Verdicts{{2020, false}, {2022, false}}, 2022).value() == std::optional{false});
}

TEST_CASE("other rules and illegal ones", "[kernels][criticality]")
{
    CHECK(persistent(periods("+"), {1, 1}).value() == std::optional{true});
    CHECK(persistent(periods("++-+"), {4, 4}).value() == std::optional{false});
    CHECK(persistent({}).error().code == Errc::no_data);
    CHECK(persistent(periods("++")).error().code == Errc::insufficient_points);
    CHECK(persistent(periods("+++"), {0, 3}).error().code == Errc::bad_value);
    CHECK(persistent(periods("+++"), {4, 3}).error().code == Errc::bad_value);
    CHECK(persistent_at({}, 2022).error().code == Errc::no_data);
    CHECK(persistent_at(Verdicts{{2022, true}, {2022, true}}, 2022).error().code == Errc::bad_value);
    CHECK(persistent_at(Verdicts{{2022, true}}, 2022, {1, std::size_t{1} << 40U}).error().code == Errc::bad_value);
    constexpr auto first = std::numeric_limits<std::int64_t>::min();
    constexpr auto last = std::numeric_limits<std::int64_t>::max();
    CHECK(persistent_at(Verdicts{{first, true}, {last, true}}, last, {1, 3}).value() == std::optional{true});
    CHECK(persistent_at(Verdicts{{first, true}}, first, {1, 1}).value() == std::optional{true});
}

TEST_CASE("learning an unknown period never turns a verdict over", "[kernels][criticality]")
{
    REQUIRE(rc::check([] {
        Periods list;
        for (const int c : *rc::gen::container<std::vector<int>>(5, rc::gen::inRange(0, 3))) {
            list.push_back(c == 2 ? std::nullopt : std::optional{c == 1});
        }
        const PersistenceRule rule{*rc::gen::inRange<std::size_t>(1, 5), 5};
        const auto before = persistent(list, rule).value();
        for (auto& period : list) {
            if (!period) period = *rc::gen::arbitrary<bool>();
        }
        const auto after = persistent(list, rule).value();
        RC_ASSERT(after.has_value());
        RC_ASSERT(!before || before == after);
    }));
}
