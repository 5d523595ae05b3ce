#include "indicators/kernels/numbers/blocks.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace entangled::kernels {
namespace {

/// Hands out block numbers to the threads and keeps the first exception.
struct Queue {
    std::size_t blocks;
    std::atomic<std::size_t> next{0};
    std::mutex mutex{};
    std::exception_ptr failure{};

    void drain(const std::function<void(std::size_t)>& work) noexcept
    {
        for (std::size_t block = next++; block < blocks; block = next++) {
            try {
                work(block);
            } catch (...) {
                const std::scoped_lock lock{mutex};
                if (!failure) failure = std::current_exception();
                next = blocks;
            }
        }
    }
};

}  // namespace

void for_each_block(std::size_t blocks, unsigned threads, const std::function<void(std::size_t)>& work)
{
    Queue queue{blocks};
    {
        std::vector<std::jthread> others;
        const std::size_t wanted = std::min<std::size_t>(threads, blocks);
        for (std::size_t i = 1; i < wanted; ++i) others.emplace_back([&] { queue.drain(work); });
        queue.drain(work);
    }
    if (queue.failure) std::rethrow_exception(queue.failure);
}

}  // namespace entangled::kernels
