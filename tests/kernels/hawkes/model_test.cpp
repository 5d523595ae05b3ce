#include "indicators/kernels/hawkes/model.hpp"

#include "tests/kernels/hawkes/samples.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;
using namespace entangled::testing;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

Errc history_error(const std::vector<double>& times, const std::vector<int>& types, std::size_t count, double horizon)
{
    return HawkesHistory::make(times, types, count, horizon).error().code;
}

}  // namespace

TEST_CASE("branching is heights over decay", "[hawkes][model]")
{
    const auto jumps = rows(0.4, 0.6, 0.9, 0.1);
    const auto branching = branching_from_jumps(jumps, 2.0).value();
    CHECK(branching == Eigen::MatrixXd{rows(0.2, 0.3, 0.45, 0.05)});
    CHECK(jumps_from_branching(branching, 2.0).value() == Eigen::MatrixXd{jumps});
    // Heights taken for branching would call this process explosive.
    CHECK(branching_from_jumps(rows(0, 3, 3, 0), 10.0).value() == Eigen::MatrixXd{rows(0, 0.3, 0.3, 0)});
}

TEST_CASE("rows are targets, and the other convention is the transpose", "[hawkes][model]")
{
    CHECK(branching_from_source_rows(rows(1, 2, 3, 4)).value() == Eigen::MatrixXd{rows(1, 3, 2, 4)});
    // An event of type 0 that excites type 1 only: seen in row 1, column 0.
    const auto history = HawkesHistory::make(std::vector{1.0, 1.1}, std::vector{0, 1}, 2, 9.0).value();
    const auto excites = [&](const Eigen::Matrix2d& branching) {
        return hawkes_likelihood(history, two_types(0.1, 0.1, branching, 2.0))->log_part;
    };
    CHECK(excites(rows(0, 0, 0.5, 0)) > excites(rows(0, 0, 0, 0)));
    CHECK(excites(rows(0, 0.5, 0, 0)) == excites(rows(0, 0, 0, 0)));
}

TEST_CASE("illegal parameters are refused", "[hawkes][model]")
{
    CHECK(check(small_model()).has_value());
    CHECK(check(HawkesModel{}).error().code == Errc::no_data);
    for (const double bad : {-1.0, inf, nan_value}) {
        CAPTURE(bad);
        CHECK(check(two_types(bad, 1, rows(0, 0, 0, 0), 1)).error().code == Errc::bad_value);
        CHECK(check(two_types(1, 1, rows(0, bad, 0, 0), 1)).error().code == Errc::bad_value);
        CHECK(check(two_types(1, 1, rows(0, 0, 0, 0), bad)).error().code == Errc::bad_value);
        CHECK(branching_from_jumps(rows(0, 0, 0, bad), 1.0).error().code == Errc::bad_value);
        CHECK(branching_from_jumps(rows(0, 0, 0, 0), bad).error().code == Errc::bad_value);
        CHECK(jumps_from_branching(rows(0, 0, 0, bad), 1.0).error().code == Errc::bad_value);
        CHECK(jumps_from_branching(rows(0, 0, 0, 0), bad).error().code == Errc::bad_value);
        CHECK(branching_from_source_rows(rows(0, 0, 0, bad)).error().code == Errc::bad_value);
    }
    CHECK(check(two_types(1, 1, rows(0, 0, 0, 0), 0)).error().code == Errc::bad_value);
    CHECK(check(two_types(1, 1, rows(0, 0, 0, 1e300), 1e300)).error().code == Errc::bad_value);
    CHECK(check(HawkesModel{Eigen::Vector2d{1, 1}, Eigen::MatrixXd::Zero(2, 3), 1}).error().code == Errc::bad_value);
    CHECK(branching_from_jumps(rows(0, 0, 0, 1e300), 1e-300).error().code == Errc::bad_value);
    CHECK(jumps_from_branching(rows(0, 0, 0, 1e300), 1e300).error().code == Errc::bad_value);
}

TEST_CASE("illegal histories are refused", "[hawkes][model]")
{
    CHECK(HawkesHistory::make(std::vector{0.0, 2.0}, std::vector{0, 0}, 1, 2.0)
              .has_value());  // both ends belong to the window
    CHECK(HawkesHistory::make({}, {}, 3, 1.0)->counts().size() == 3);
    CHECK(history_error({2, 1}, {0, 0}, 1, 3) == Errc::bad_value);
    CHECK(history_error({-1, 1}, {0, 0}, 1, 3) == Errc::bad_value);
    CHECK(history_error({1, 4}, {0, 0}, 1, 3) == Errc::bad_value);
    CHECK(history_error({1, nan_value}, {0, 0}, 1, 3) == Errc::bad_value);
    CHECK(history_error({1, inf}, {0, 0}, 1, inf) == Errc::bad_value);
    CHECK(history_error({1, 2}, {0}, 1, 3) == Errc::bad_value);
    CHECK(history_error({1, 2}, {0, 1}, 1, 3) == Errc::bad_value);
    CHECK(history_error({1, 2}, {0, -1}, 1, 3) == Errc::bad_value);
    CHECK(history_error({}, {}, 0, 3) == Errc::bad_value);
    CHECK(history_error({}, {}, 65, 3) == Errc::bad_value);
    CHECK(history_error({}, {}, 1, 0) == Errc::bad_value);
}
