# Daylight 阳光执法. Each word is a small script in scripts/.
PORT ?= 8000
export PORT PYTHON

.PHONY: demo test serve check docs lock bench clean
demo: ; @scripts/demo     # 建好环境，载入演示机关，在 PORT 上运行
test: ; @scripts/test     # 装好测试所需，运行全部测试
serve: ; @scripts/serve   # 正式运行，拒绝不安全的默认值
check: ; @scripts/check   # 版式、类型、导入规则、房屋规则
docs: ; @scripts/docs     # 重新生成 docs/reference
lock: ; @scripts/setup dev && .venv/bin/python scripts/lock
bench: ; @scripts/bench   # 性能比值
clean: ; @rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis src/*.egg-info
