#include "indicators/kernels/networks/origin_chain.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

using namespace entangled;
using namespace entangled::kernels;
using Eigen::Index;
using Eigen::MatrixXd;

namespace {

constexpr double nan_value = std::numeric_limits<double>::quiet_NaN();

MatrixXd rows(const std::vector<std::vector<double>>& parts)
{
    MatrixXd matrix(static_cast<Index>(parts.size()), static_cast<Index>(parts.front().size()));
    for (std::size_t r = 0; r < parts.size(); ++r) {
        for (std::size_t c = 0; c < parts[r].size(); ++c) {
            matrix(static_cast<Index>(r), static_cast<Index>(c)) = parts[r][c];
        }
    }
    return matrix;
}

}  // namespace

TEST_CASE("US gallium is Chinese at its origin, whatever the face value says", "[kernels][networks]")
{
    // USGS MCS import sources of US gallium: CA .28, JP .22, CN .18, DE .16, others .16. If the feed of all but China
    // is 90% Chinese, .18 + .82 x .90 = .918. Face value says .18 (F20).
    constexpr std::size_t china = 2;
    const std::vector<double> face{.28, .22, .18, .16, .16, 0.0};
    const std::vector<double> fed{0, 0, .9, 0, 0, .1};
    const std::vector<double> china_itself{0, 0, 1, 0, 0, 0};
    const std::vector<double> elsewhere{0, 0, 0, 0, 0, 1};
    const auto origins = ultimate_origins(face, rows({fed, fed, china_itself, fed, fed, elsewhere})).value();
    CHECK(origins[china] == Approx(.918).epsilon(1e-12));
    CHECK(origins[china] > 5.0 * face[china]);
    CHECK(origins[5] == Approx(.082).epsilon(1e-12));
    CHECK(origins[0] == 0.0);
}

TEST_CASE("refiners that feed one another are followed to the end", "[kernels][networks]")
{
    // By 5,000 steps of f R with numpy. One step, the naive look-through, gives .48 and .29.
    const auto feed = rows({{0, .3, .5, .2}, {.4, .1, .2, .3}, {0, 0, 1, 0}, {0, 0, 0, 1}});
    const auto origins = ultimate_origins(std::vector{.5, .3, .1, .1}, feed).value();
    CHECK(origins[0] == 0.0);
    CHECK(origins[1] == 0.0);
    CHECK(origins[2] == Approx(0.5807692307692306).epsilon(1e-12));
    CHECK(origins[3] == Approx(0.4192307692307692).epsilon(1e-12));
}

TEST_CASE("the exact solution is the limit of the steps", "[kernels][networks]")
{
    CHECK(rc::check("for chains that end, in any order", [] {
        const auto refiners = static_cast<std::size_t>(*rc::gen::inRange(1, 5));
        const std::size_t size = refiners + 2;
        std::vector<std::vector<double>> feed(size, std::vector<double>(size, 0.0));
        std::vector<double> face(size);
        for (std::size_t r = 0; r < size; ++r) {
            face[r] = *rc::gen::inRange(0, 9) + (r == 0 ? 1.0 : 0.0);
            if (r >= refiners) {
                feed[r][r] = 1.0;
                continue;
            }
            for (std::size_t c = 0; c < size; ++c) feed[r][c] = *rc::gen::inRange(0, 5) + (c == refiners ? 1.0 : 0.0);
            const double sum = std::accumulate(feed[r].begin(), feed[r].end(), 0.0);
            for (double& part : feed[r]) part /= sum;
        }
        const auto matrix = rows(feed);
        const auto origins = ultimate_origins(face, matrix).value();
        Eigen::RowVectorXd walk = Eigen::Map<const Eigen::RowVectorXd>(face.data(), static_cast<Index>(size));
        for (int step = 0; step < 2'000; ++step) walk = walk.lazyProduct(matrix).eval();
        for (std::size_t c = 0; c < size; ++c) {
            RC_ASSERT(std::abs(origins[c] - walk(static_cast<Index>(c))) < 1e-9 * (1.0 + walk.sum()));
        }
        const auto mirrored = ultimate_origins(std::vector<double>(face.rbegin(), face.rend()), matrix.reverse());
        for (std::size_t c = 0; c < size; ++c) {
            RC_ASSERT(std::abs(origins[c] - (*mirrored)[size - 1 - c]) < 1e-9 * (1.0 + walk.sum()));
        }
    }));
}

TEST_CASE("a chain without an end is not identified", "[kernels][networks]")
{
    const std::vector<double> face{.5, .5, 0};
    // The steps go to and fro for ever, or settle among refiners that have no source.
    CHECK(ultimate_origins(face, rows({{0, 1, 0}, {1, 0, 0}, {0, 0, 1}})).error().code == Errc::not_identified);
    CHECK(ultimate_origins(face, rows({{.5, .5, 0}, {.5, .5, 0}, {0, 0, 1}})).error().code == Errc::not_identified);
    CHECK(ultimate_origins(std::vector{1.0, 0.0}, rows({{0, 1}, {1, 0}})).error().code == Errc::not_identified);
}

TEST_CASE("illegal chains are errors", "[kernels][networks]")
{
    struct Case {
        std::string what;
        std::vector<double> face;
        MatrixXd feed;
        Errc code;
    };
    const auto c = GENERATE(values<Case>({
        {"empty", {}, MatrixXd(0, 0), Errc::no_data},
        {"nothing bought", {0.0}, rows({{1}}), Errc::no_data},
        {"sizes differ", {1.0}, rows({{1, 0}, {0, 1}}), Errc::bad_value},
        {"row does not sum to 1", {1.0, 0.0}, rows({{.5, .4}, {0, 1}}), Errc::bad_value},
        {"negative feed", {1.0, 0.0}, rows({{2, -1}, {0, 1}}), Errc::bad_value},
        {"negative share", {-1.0, 2.0}, rows({{1, 0}, {0, 1}}), Errc::bad_value},
        {"NaN feed", {1.0}, rows({{nan_value}}), Errc::bad_value},
        {"NaN share", {nan_value}, rows({{1}}), Errc::bad_value},
        {"origin overflows", {1e308, 1e308}, rows({{0, 1}, {0, 1}}), Errc::bad_value},
    }));
    CAPTURE(c.what);
    CHECK(ultimate_origins(c.face, c.feed).error().code == c.code);
}

TEST_CASE("amounts of any size are traced", "[kernels][networks]")
{
    const auto feed = rows({{0, 1}, {0, 1}});
    CHECK(ultimate_origins(std::vector{1e300, 0.0}, feed).value() == std::vector{0.0, 1e300});
    CHECK(ultimate_origins(std::vector{5e-324, 0.0}, feed).value() == std::vector{0.0, 5e-324});
    CHECK(ultimate_origins(std::vector{3.0}, rows({{1}})).value() == std::vector{3.0});
}
