#include "indicators/kernels/networks/exposure.hpp"

#include "tests/kernels/networks/leather.hpp"

#include <rapidcheck.h>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;
using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

const testing::Leather leather;
const SectorGroups by_country{leather.country, 3};

Leontief leather_model()
{
    return leontief(leather.flows, gross_output(leather.flows, leather.final_demand).value()).value();
}

void check_row(const MatrixXd& table, Index row, const std::array<double, 9>& expected)
{
    for (std::size_t j = 0; j < 9; ++j) {
        CAPTURE(j);
        CHECK(table(row, static_cast<Index>(j)) == Approx(expected[j]).epsilon(0).margin(1e-9));
    }
}

void check_row(const std::vector<std::optional<double>>& row, const std::array<double, 9>& expected)
{
    REQUIRE(row.size() == 9);
    for (std::size_t j = 0; j < 9; ++j) {
        CAPTURE(j);
        CHECK(row[j].value() == Approx(expected[j]).epsilon(0).margin(1e-9));
    }
}

// Germany's part in what is used by each sector, of the data leather of decompr, computed with numpy.
constexpr std::array face{0.0592020592, 0.114922813,  0.1736842105, 0.1011535049, 0.0730337079,
                          0.1643518519, 0.2904670505, 0.4436619718, 0.4299539171};
constexpr std::array through{0.1501158888, 0.255738012,  0.4772419645, 0.2424795876, 0.2286475935,
                             0.4679954821, 0.4864327236, 0.7662689218, 0.8041233635};

}  // namespace

TEST_CASE("origins of value agree with numpy on the leather table", "[kernels][networks]")
{
    const auto shares = value_origin_shares(leather_model(), by_country).value();
    check_row(shares, 0,
              {0.8974484254, 0.7739216423, 0.7068853699, 0.0507116455, 0.0849550850, 0.0976286910, 0.0478890434,
               0.0816587429, 0.1163436566});
    check_row(shares, 2,
              {0.0674202557, 0.1273716205, 0.1933619686, 0.1119884012, 0.1029814544, 0.2017209046, 0.8544668422,
               0.8296738359, 0.6739772446});
    for (const double sum : shares.colwise().sum().eval()) CHECK(sum == Approx(1.0).epsilon(1e-12));
}

TEST_CASE("foreign value added in exports agrees with numpy on the leather table", "[kernels][networks]")
{
    const auto exports = gross_exports(leather.flows, leather.final_demand, leather.country).value();
    const auto shares = foreign_value_added_shares(leather_model(), exports, by_country).value();
    CHECK(shares[0].value() == Approx(0.1650084527019493).epsilon(1e-12));
    CHECK(shares[1].value() == Approx(0.18607611655254142).epsilon(1e-12));
    CHECK(shares[2].value() == Approx(0.24599875976043595).epsilon(1e-12));
    VectorXd none = exports;
    none.head(3).setZero();
    const auto silent = foreign_value_added_shares(leather_model(), none, by_country).value();
    CHECK_FALSE(silent[0]);
    CHECK(silent[2] == shares[2]);
    CHECK(foreign_value_added_shares(leather_model(), 1e308 * exports.array().min(1.0), by_country).value()[2]);
    CHECK(foreign_value_added_shares(leather_model(), -exports, by_country).error().code == Errc::bad_value);
    CHECK(foreign_value_added_shares(leather_model(), exports.head(8), by_country).error().code == Errc::bad_value);
}

TEST_CASE("face value, look-through and hidden exposure to Germany agree with numpy", "[kernels][networks]")
{
    const auto model = leather_model();
    check_row(face_value_exposure(model, by_country).value(), 2, face);
    check_row(look_through_exposure(model, by_country).value(), 2, through);
    auto production = through;
    for (std::size_t j = 6; j < 9; ++j) production[j] += 1.0;
    check_row(look_through_exposure(model, by_country, LookThrough::production).value(), 2, production);
    check_row(hidden_exposure_ratios(model, by_country, 2).value(),
              {2.5356531655, 2.2253024029, 2.7477567653, 2.3971446953, 3.1307132038, 2.8475218067, 1.6746571518,
               1.7271458237, 1.8702547683});
    check_row(exposure_shares(face_value_exposure(model, by_country).value(), 2).value(),
              {0.1811023622, 0.2669322709, 0.2558139535, 0.2657342657, 0.1486928105, 0.2312703583, 0.7442622951,
               0.8170028818, 0.6368600683});
    check_row(exposure_shares(look_through_exposure(model, by_country).value(), 2).value(),
              {0.2655034783, 0.3291410308, 0.3329858124, 0.333571171, 0.2425338859, 0.3110107552, 0.6610117484,
               0.7213971906, 0.5767947489});
}

TEST_CASE("what is hidden shows: nothing bought directly, everything needed", "[kernels][networks]")
{
    // 0 mines, 1 refines what 0 mines, 2 buys from 1 only: face value 0, look-through .8 x .5.
    MatrixXd flows = MatrixXd::Zero(3, 3);
    flows(0, 1) = 0.8;
    flows(1, 2) = 0.5;
    const auto model = leontief(flows, VectorXd::Ones(3)).value();
    const std::array<std::size_t, 3> country{0, 1, 2};
    const SectorGroups by{country, 3};
    CHECK(face_value_exposure(model, by).value()(0, 2) == 0.0);
    CHECK(look_through_exposure(model, by).value()(0, 2) == Approx(0.4).epsilon(1e-12));
    // The naive ratio is infinite, and 0/0 where there is no exposure at all.
    const auto ratios = hidden_exposure_ratios(model, by, 0).value();
    CHECK_FALSE(ratios[2]);
    CHECK_FALSE(ratios[0]);
    CHECK(ratios[1].value() == 1.0);
    const auto shares = exposure_shares(look_through_exposure(model, by).value(), 0).value();
    CHECK_FALSE(shares[0]);
    CHECK(shares[2].value() == Approx(0.4 / 0.9).epsilon(1e-12));
}

TEST_CASE("the look-through exposure is the sum over all orders of suppliers", "[kernels][networks]")
{
    CHECK(rc::check("A + A^2 + ... and never below the face value", [] {
        const auto size = static_cast<Index>(*rc::gen::inRange(1, 6));
        MatrixXd flows(size, size);
        for (double& flow : flows.reshaped()) flow = *rc::gen::inRange(0, 20);
        const VectorXd output = flows.colwise().sum().transpose().array() * 1.25 + 1.0;
        const auto model = leontief(flows, output).value();
        std::vector<std::size_t> country;
        for (Index i = 0; i < size; ++i) country.push_back(static_cast<std::size_t>(i % 2));
        const SectorGroups by{country, 2};
        MatrixXd power = model.coefficients;
        MatrixXd sum = power;
        for (int order = 2; order < 400; ++order) sum += power = power.lazyProduct(model.coefficients).eval();
        const auto look = look_through_exposure(model, by).value();
        const auto direct = face_value_exposure(model, by).value();
        for (Index j = 0; j < size; ++j) {
            double expected = 0.0;
            for (Index i = 0; i < size; i += 2) expected += sum(i, j);
            RC_ASSERT(std::abs(look(0, j) - expected) < 1e-9 * (1.0 + expected));
            RC_ASSERT(look(0, j) >= direct(0, j));
        }
        for (const auto& ratio : hidden_exposure_ratios(model, by, 0).value()) RC_ASSERT(!ratio || *ratio >= 1.0);
    }));
}

TEST_CASE("illegal groups are errors", "[kernels][networks]")
{
    const auto model = leather_model();
    const std::array<std::size_t, 9> far{0, 0, 0, 1, 1, 1, 2, 2, 3};
    const std::array<std::size_t, 2> few{0, 1};
    for (const SectorGroups& by : {SectorGroups{far, 3}, SectorGroups{few, 3}, SectorGroups{{}, 0}}) {
        CHECK(value_origin_shares(model, by).error().code == Errc::bad_value);
        CHECK(face_value_exposure(model, by).error().code == Errc::bad_value);
        CHECK(look_through_exposure(model, by).error().code == Errc::bad_value);
        CHECK(hidden_exposure_ratios(model, by, 0).error().code == Errc::bad_value);
    }
    CHECK(hidden_exposure_ratios(model, by_country, 3).error().code == Errc::bad_value);
    CHECK(exposure_shares(MatrixXd(0, 0), 0).error().code == Errc::no_data);
    CHECK(exposure_shares(MatrixXd::Ones(1, 1), 1).error().code == Errc::bad_value);
    CHECK(exposure_shares(-MatrixXd::Ones(1, 1), 0).error().code == Errc::bad_value);
    const double nan_value = std::numeric_limits<double>::quiet_NaN();
    CHECK(exposure_shares(MatrixXd::Constant(1, 1, nan_value), 0).error().code == Errc::bad_value);
    CHECK(exposure_shares(MatrixXd::Constant(4, 1, 1e308), 0).value()[0].value() == 0.25);
    CHECK(exposure_shares(MatrixXd::Constant(4, 1, 5e-324), 0).value()[0].value() == 0.25);
}
