#include "indicators/kernels/events/code_table.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;

namespace {

/// A part of the weights of CAMEO codes as GDELT publishes them; the root 10 and its branch 106 are as there: 106 has
/// no row.
CodeTable goldstein()
{
    return CodeTable::make({{"10", -5.0},
                            {"105", -5.0},
                            {"163", -8.0},
                            {"1621", -5.6},
                            {"16", -4.0},
                            {"162", -5.6},
                            {"0311", 5.2},
                            {"031", 5.2},
                            {"03", 4.0},
                            {"172", -5.0},
                            {"132", -5.8}})
        .value();
}

}  // namespace

TEST_CASE("a code without an entry is missing and never 0", "[kernels][code_table]")
{
    CHECK(goldstein().weight("106", CodeFallback::exact).error().code == Errc::no_data);
    CHECK(goldstein().weight("106", CodeFallback::base).error().code == Errc::no_data);
    const auto root = goldstein().weight("106", CodeFallback::root).value();
    CHECK(root.weight == -5.0);
    CHECK(root.match == CodeMatch::root);
}

TEST_CASE("a look-up climbs from leaf to base to root and says how far", "[kernels][code_table]")
{
    struct Case {
        const char* code;
        CodeFallback fallback;
        double weight;
        CodeMatch match;
    };
    const auto c = GENERATE(values<Case>({{"1621", CodeFallback::root, -5.6, CodeMatch::exact},
                                          {"1629", CodeFallback::root, -5.6, CodeMatch::base},
                                          {"1629", CodeFallback::base, -5.6, CodeMatch::base},
                                          {"1699", CodeFallback::root, -4.0, CodeMatch::root},
                                          {"169", CodeFallback::root, -4.0, CodeMatch::root},
                                          {"16", CodeFallback::exact, -4.0, CodeMatch::exact},
                                          {"0311", CodeFallback::exact, 5.2, CodeMatch::exact},
                                          {"172", CodeFallback::exact, -5.0, CodeMatch::exact},
                                          {"132", CodeFallback::exact, -5.8, CodeMatch::exact}}));
    CAPTURE(c.code);
    const auto found = goldstein().weight(c.code, c.fallback).value();
    CHECK(found.weight == c.weight);
    CHECK(found.match == c.match);
}

TEST_CASE("zeros in front of a code count", "[kernels][code_table]")
{
    CHECK(goldstein().weight("311", CodeFallback::root).error().code == Errc::no_data);
    CHECK(goldstein().weight("031", CodeFallback::exact).value().weight == 5.2);
}

TEST_CASE("illegal codes and tables are errors", "[kernels][code_table]")
{
    for (const char* code : {"", "1", "12345", "1a", "---", " 10", "1 0"}) {
        CAPTURE(code);
        CHECK(goldstein().weight(code, CodeFallback::root).error().code == Errc::bad_value);
        CHECK(CodeTable::make({{code, 1.0}}).error().code == Errc::bad_value);
    }
    CHECK(CodeTable::make({}).error().code == Errc::no_data);
    CHECK(CodeTable::make({{"10", 1.0}, {"11", 1.0}, {"10", 2.0}}).error().code == Errc::bad_value);
    CHECK(CodeTable::make({{"10", std::numeric_limits<double>::infinity()}}).error().code == Errc::bad_value);
    CHECK(CodeTable::make({{"10", std::numeric_limits<double>::quiet_NaN()}}).error().code == Errc::bad_value);
}
