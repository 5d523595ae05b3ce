#include <array>
#include <cstddef>
#include <cstdint>

#include "tests/kernels/numbers/border.hpp"

namespace {

constexpr std::array subjects{entangled::testing::try_numbers};

}  // namespace

// The first byte chooses the subject, the rest makes arguments for one of its kernels. An uncaught BorderBroken stops
// the fuzzer. Target `kernel_fuzz` of a clang build with -DENTANGLED_FUZZ=ON.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0) return 0;
    entangled::testing::InputBytes input{{data + 1, size - 1}};
    subjects[data[0] % subjects.size()](input);
    return 0;
}
