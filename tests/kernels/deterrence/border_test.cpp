#include "tests/kernels/deterrence/border.hpp"

#include <catch2/catch.hpp>

TEST_CASE("no NaN or infinity leaves a kernel of deterrence", "[border]")
{
    CHECK_NOTHROW(entangled::testing::try_rounds(entangled::testing::try_deterrence, 5'000));
}
