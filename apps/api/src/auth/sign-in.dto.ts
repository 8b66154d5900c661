import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Length, MaxLength } from 'class-validator';

export class SignInDto {
  @ApiProperty({ example: 'county-1', description: '用户名 / user id' })
  @IsString()
  @Length(1, 64)
  userId!: string;

  @ApiProperty({ example: 'zhibu-demo-2016', description: '密码 / password' })
  @IsString()
  @MaxLength(200)
  password!: string;

  @ApiPropertyOptional({ description: '代其行事的用户名，须有有效委托 / act in the name of this user, under a delegation that holds' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  onBehalfOf?: string;
}
