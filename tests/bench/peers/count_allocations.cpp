#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

// Preloaded into a program, counts how often it asks for memory: two numbers of 64 bits, calls and bytes, in the file
// that ALLOCATION_COUNTS names. Calls of malloc, calloc, realloc and aligned_alloc count; operator new comes to malloc.

extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
}

namespace {

struct Counts {
    std::atomic<std::uint64_t> calls{};
    std::atomic<std::uint64_t> bytes{};
};

Counts unheard;
Counts* counts = &unheard;

// Not before the environment is there: what is allocated until then belongs to the start of the program.
[[gnu::constructor]] void open_file()
{
    const char* path = std::getenv("ALLOCATION_COUNTS");
    const int file = path != nullptr ? open(path, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0) return;
    void* const mapped = mmap(nullptr, sizeof(Counts), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    close(file);
    if (mapped != MAP_FAILED) counts = static_cast<Counts*>(mapped);
}

void count(std::size_t bytes)
{
    counts->calls.fetch_add(1, std::memory_order_relaxed);
    counts->bytes.fetch_add(bytes, std::memory_order_relaxed);
}

}  // namespace

extern "C" {

void* malloc(std::size_t bytes)
{
    count(bytes);
    return __libc_malloc(bytes);
}

void* calloc(std::size_t number, std::size_t bytes)
{
    count(number * bytes);
    return __libc_calloc(number, bytes);
}

void* realloc(void* old, std::size_t bytes)
{
    count(bytes);
    return __libc_realloc(old, bytes);
}

void* aligned_alloc(std::size_t alignment, std::size_t bytes)
{
    count(bytes);
    return __libc_memalign(alignment, bytes);
}

int posix_memalign(void** result, std::size_t alignment, std::size_t bytes)
{
    count(bytes);
    *result = __libc_memalign(alignment, bytes);
    return *result == nullptr ? 12 : 0;
}
}
