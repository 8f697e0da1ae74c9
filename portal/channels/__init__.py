"""渠道: the register of the bureau's own channels (全媒体矩阵) and what each last published."""
