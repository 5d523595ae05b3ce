#include "tests/kernels/criticality/border.hpp"

#include <catch2/catch.hpp>

TEST_CASE("no NaN or infinity leaves a kernel of criticality", "[border]")
{
    CHECK_NOTHROW(entangled::testing::try_rounds(entangled::testing::try_criticality, 20'000));
}
