# ruff: noqa
# Trick: uses asyncio
# Outcome: pass
# Expected: [0, 1, 2]

import asyncio


def f():
    async def work(number):
        await asyncio.sleep(0.001)
        return number

    async def all_of_it():
        return await asyncio.gather(*map(work, range(3)))

    return asyncio.run(all_of_it())
