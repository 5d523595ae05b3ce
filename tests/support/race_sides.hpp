#pragma once

#include <array>
#include <string>

#include "tests/support/shipped.hpp"

namespace entangled::test {

/// One side of a race over five years of one basis.
[[nodiscard]] inline Reading side(double value, Interval band)
{
    Reading reading = known(value);
    reading.bounds = band;
    reading.basis = Basis::net_import;
    for (int year = 2020; year < 2025; ++year) reading.periods.push_back(*parse_period(std::to_string(year)));
    reading.period = reading.periods.back();
    return reading;
}

/// A race of two sides.
[[nodiscard]] inline Reading race(std::string_view kind, const Reading& a, const Reading& b)
{
    const ConfigureContext context{shipped().configuration->plan->codes, {}};
    const auto body =
        find_indicator_kind(kind)->configure(Parameters({{"a", std::string("a")}, {"b", std::string("b")}}), context);
    const std::array<const Reading*, 2> upstream{&a, &b};
    const View view(*shipped().dataset, day("2026-06-30"));
    return body->evaluate({view, day("2026-06-30"), context.codes, upstream, nullptr});
}

}  // namespace entangled::test
